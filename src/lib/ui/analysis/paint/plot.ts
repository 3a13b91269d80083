import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { placeText, rulerStep } from '../../studio/words.ts'
import type { Box, Painter, Palette } from './painter.ts'
import { niceTicks } from './scale.ts'
import { locale } from '../../messages/t.ts'

/** Left of every picture that runs over time, so that the same moment lies above itself. */
export const GUTTER = 44
export const RIGHT = 8
const BOTTOM = 18
const TOP = 6

export interface Plot extends Box {
  xOf(seconds: number): number
  yOf(value: number): number
}

export interface PlotWish {
  durationS: number
  /** Values at the lower and the upper edge. */
  low: number
  high: number
}

/** The part of a picture that is drawn in, below and left of which the axes stand. */
export function plotOf({ width, height }: { width: number; height: number }, wish: PlotWish): Plot {
  const box = {
    x: GUTTER,
    y: TOP,
    width: Math.max(1, width - GUTTER - RIGHT),
    height: Math.max(1, height - TOP - BOTTOM),
  }
  const span = wish.high - wish.low || 1
  return {
    ...box,
    xOf: (seconds) => box.x + (seconds / (wish.durationS || 1)) * box.width,
    yOf: (value) => box.y + box.height - ((value - wish.low) / span) * box.height,
  }
}

/** Where a click at `x` of a picture lies, in seconds. */
export function secondsAt(x: number, width: number, durationS: number): number {
  const share = (x - GUTTER) / Math.max(1, width - GUTTER - RIGHT)
  return Math.min(1, Math.max(0, share)) * durationS
}

/** Lines and words of both axes. */
export function drawAxes(painter: Painter, plot: Plot, wish: PlotWish, palette: Palette, unit = ''): void {
  drawTimeAxis(painter, plot, wish.durationS, palette)
  const most = Math.max(2, Math.floor(plot.height / 34))
  for (const [i, value] of niceTicks(wish.low, wish.high, most).entries()) {
    const y = plot.yOf(value)
    painter.line([plot.x, y, plot.x + plot.width, y], { color: palette.line })
    const words = value.toLocaleString(locale(), { useGrouping: false }).replace('-', '−')
    painter.text(i === 0 && unit ? `${words} ${unit}` : words, plot.x - 6, y + 4, {
      color: palette.muted,
      anchor: 'end',
      size: 10,
    })
  }
}

export function drawTimeAxis(painter: Painter, plot: Plot, durationS: number, palette: Palette): void {
  const step = rulerStep(durationS, plot.width)
  const base = plot.y + plot.height
  for (let at = 0; at <= durationS + 1e-6; at += step) {
    const x = plot.xOf(at)
    painter.line([x, base, x, base + 4], { color: palette['line-strong'] })
    const anchor = at === 0 ? 'start' : x > plot.x + plot.width - 20 ? 'end' : 'middle'
    painter.text(placeText(at * SAMPLE_RATE, step < 1 ? 1 : 0), x, base + 15, {
      color: palette.muted,
      anchor,
      size: 10,
    })
  }
  painter.line([plot.x, base, plot.x + plot.width, base], { color: palette['line-strong'] })
}

/** Points of a curve of evenly spaced values, one a pixel column at most. */
export function curvePoints(plot: Plot, columns: Float32Array): Float64Array {
  const points = new Float64Array(columns.length * 2)
  const step = plot.width / Math.max(1, columns.length)
  for (const [i, value] of columns.entries()) {
    points[i * 2] = plot.x + (i + 0.5) * step
    points[i * 2 + 1] = Math.min(plot.y + plot.height, Math.max(plot.y, plot.yOf(value)))
    if (Number.isNaN(value)) points[i * 2 + 1] = NaN
  }
  return points
}
