import { drawTimeAxis, plotOf, type Plot } from '../paint/plot.ts'
import type { Draw, Painter, Palette } from '../paint/painter.ts'
import { heatRamp, signedRamp, type Rgb } from '../paint/ramp.ts'

export interface HeatMap {
  /** Frame after frame, `rows` values each, the lowest row first. */
  values: Float32Array
  rows: number
  durationS: number
  /** One a row, the lowest first; empty words are left out. */
  names: readonly string[]
}

/** Widest image that is made, in cells. */
const MOST_COLUMNS = 1600

/** Chroma: each of twelve pitch classes by its share, C at the bottom. */
export function drawChroma(of: HeatMap): Draw {
  return drawHeat(of, (palette) => {
    const ramp = heatRamp(palette)
    return (value) => ramp(value)
  })
}

/** MFCC: each coefficient against its own spread, so that the first, which is loudness, does not hide the others. */
export function drawMfcc(of: HeatMap): Draw {
  const spread = spreads(of)
  return drawHeat(of, (palette) => {
    const ramp = signedRamp(palette)
    return (value, row) => {
      const { mean, deviation } = spread[row] ?? { mean: 0, deviation: 1 }
      return ramp((value - mean) / (2 * deviation))
    }
  })
}

function drawHeat(of: HeatMap, colors: (palette: Palette) => (value: number, row: number) => Rgb): Draw {
  return (painter, size, palette) => {
    const plot = plotOf(size, { durationS: of.durationS, low: 0, high: of.rows })
    const frames = Math.floor(of.values.length / of.rows)
    const columns = Math.min(frames, MOST_COLUMNS)
    const colorOf = colors(palette)
    const colorAt = (column: number, row: number) => {
      const fromBottom = of.rows - 1 - row
      const frame = Math.floor(((column + 0.5) * frames) / columns)
      return colorOf(of.values[frame * of.rows + fromBottom] ?? 0, fromBottom)
    }
    if (columns > 0) painter.cells({ columns, rows: of.rows, colorAt }, plot)
    drawNames(painter, plot, of, palette)
    drawTimeAxis(painter, plot, of.durationS, palette)
  }
}

function drawNames(painter: Painter, plot: Plot, { names, rows }: HeatMap, palette: Palette): void {
  for (const [row, name] of names.entries()) {
    const y = plot.y + plot.height - ((row + 0.5) * plot.height) / rows + 3.5
    painter.text(name, plot.x - 6, y, { color: palette.muted, anchor: 'end', size: 10 })
  }
}

function spreads({ values, rows }: HeatMap): { mean: number; deviation: number }[] {
  const frames = Math.max(1, Math.floor(values.length / rows))
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0
    let squares = 0
    for (let frame = 0; frame < frames; frame++) {
      const value = values[frame * rows + row] ?? 0
      sum += value
      squares += value * value
    }
    const mean = sum / frames
    return { mean, deviation: Math.sqrt(Math.max(1e-12, squares / frames - mean * mean)) }
  })
}
