import type { AnalysisDetail, PeakMark } from '#lib/core/domain/analysis-detail.ts'
import { curvePoints, drawAxes, plotOf, type Plot, type PlotWish } from '../paint/plot.ts'
import type { Draw, LineStyle, Painter, Palette, PaletteName } from '../paint/painter.ts'
import { boundsOf, columnsOf } from '../paint/scale.ts'
import { t } from '../../messages/t.ts'

export interface CurveLine {
  name: string
  values: Float32Array
  color: PaletteName
  width?: number
  dash?: readonly number[]
}

/** Evenly spaced curves over the whole song, with a key in words below the title. */
export function drawCurves(lines: readonly CurveLine[], wish: PlotWish, unit: string): Draw {
  return (painter, size, palette) => {
    const plot = plotOf(size, wish)
    drawAxes(painter, plot, wish, palette, unit)
    for (const line of lines) drawCurve(painter, plot, line, palette)
  }
}

function drawCurve(
  painter: Painter,
  plot: Plot,
  { values, color, width = 1.5, dash = [] }: CurveLine,
  palette: Palette,
) {
  const columns = columnsOf(values, Math.min(values.length, Math.ceil(plot.width)))
  painter.line(curvePoints(plot, columns), { color: palette[color], width, dash })
}

/** The tempo as steps that follow its times, the whole song's as a dashed line. */
export function drawTempo(
  curve: AnalysisDetail['tempoCurve'],
  bpm: number | null,
  factor: number,
  durationS: number,
): Draw {
  const values = Float32Array.from(curve.bpm, (one) => one * factor)
  const found = boundsOf(bpm === null ? values : [...values, bpm])
  const middle = bpm ?? (found ? (found.low + found.high) / 2 : 120)
  // At least 4 % either way: a steady song is drawn as a steady line and not as its noise.
  const low = Math.min(found?.low ?? middle, middle * 0.96)
  const high = Math.max(found?.high ?? middle, middle * 1.04)
  const wish = { durationS, low, high }
  return (painter, size, palette) => {
    const plot = plotOf(size, wish)
    drawAxes(painter, plot, wish, palette)
    if (bpm !== null) across(painter, plot, bpm, { color: palette.faint, dash: [4, 4] })
    const points = [...curve.times].flatMap((at, i) => [plot.xOf(at), plot.yOf(values[i] ?? NaN)])
    painter.line(points, { color: palette.accent, width: 1.75 })
  }
}

export interface LoudnessPicture {
  loudness: NonNullable<AnalysisDetail['loudness']>
  integratedLufs: number | null
  peakMarks: readonly PeakMark[]
  durationS: number
}

/** Quieter than this is at the bottom, in LUFS. */
const FLOOR = -48

export function drawLoudness({ loudness, integratedLufs, peakMarks, durationS }: LoudnessPicture): Draw {
  const { momentary, shortTerm } = loudness
  const top = boundsOf(momentary)?.high ?? -10
  const wish = { durationS, low: FLOOR, high: Math.max(0, Math.ceil(top)) }
  return (painter, size, palette) => {
    const plot = plotOf(size, wish)
    drawAxes(painter, plot, wish, palette)
    drawCurve(
      painter,
      plot,
      { name: t('Momentary'), values: floored(momentary), color: 'faint', width: 1 },
      palette,
    )
    drawCurve(
      painter,
      plot,
      { name: t('Short-term'), values: floored(shortTerm), color: 'accent', width: 2 },
      palette,
    )
    if (integratedLufs !== null)
      across(painter, plot, integratedLufs, { color: palette.good, dash: [6, 4], width: 1.5 })
    for (const { time } of peakMarks) drawPeakMark(painter, plot.xOf(time), plot.y, palette)
  }
}

/** Silence is at the floor and not absent. */
const floored = (values: Float32Array) => values.map((one) => (one === -Infinity ? FLOOR : one))

function across(painter: Painter, plot: Plot, value: number, style: LineStyle): void {
  const y = plot.yOf(value)
  painter.line([plot.x, y, plot.x + plot.width, y], style)
}

function drawPeakMark(painter: Painter, x: number, y: number, palette: Palette): void {
  painter.shape([x - 4, y, x + 4, y, x, y + 7], palette.bad)
}
