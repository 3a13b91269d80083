import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import { bpmText } from '#lib/core/music/tempo.ts'
import { sectionName } from '../../messages/analysis.ts'
import { numberText } from '../../messages/facts.ts'
import { placeText } from '../../studio/words.ts'
import { rowStep, type Table } from '../table.ts'
import { t } from '../../messages/t.ts'

const place = (seconds: number, digits = 1) => placeText(seconds * SAMPLE_RATE, digits)

export interface Column {
  name: string
  digits: number
  values: ArrayLike<number>
}

/** Evenly spaced curves side by side, as many rows as tell all of it. */
export function curveTable(hopS: number, columns: readonly Column[]): Table {
  const count = columns[0]?.values.length ?? 0
  const step = rowStep(count)
  return {
    head: [t('Time'), ...columns.map(({ name }) => name)],
    rows: () =>
      Array.from({ length: Math.ceil(count / step) }, (_, row) => {
        const at = row * step
        return [place(at * hopS), ...columns.map(({ values, digits }) => silent(values[at] ?? NaN, digits))]
      }),
  }
}

const silent = (value: number, digits: number) =>
  value === -Infinity ? t('silence') : numberText(value, '', digits)

/** Bars with their first beat, tempo and what is played there. */
export function barTable(grid: Grid | null, detail: AnalysisDetail | null): Table {
  const bars = grid ? Array.from(grid.bars, (index) => grid.beats[index] ?? 0) : []
  const step = rowStep(bars.length)
  const isIn = (at: number) => (one: { start: number; end: number }) =>
    one.start <= at + 0.05 && one.end > at + 0.05
  return {
    head: [t('Bar'), t('Begins'), t('Section'), t('Chord')],
    rows: () =>
      bars.flatMap((at, i) => {
        if (i % step !== 0) return []
        const section = detail?.sections.find(isIn(at))
        const words = section ? `${sectionName(section.type)} ${section.label}` : '–'
        return [[String(i + 1), place(at, 2), words, detail?.chords.find(isIn(at))?.chord ?? '–']]
      }),
  }
}

export function tempoTable({ times, bpm }: AnalysisDetail['tempoCurve'], factor: number): Table {
  const step = rowStep(times.length)
  return {
    head: [t('Time'), 'BPM'],
    rows: () =>
      [...times].flatMap((at, i) => (i % step === 0 ? [[place(at), bpmText((bpm[i] ?? 0) * factor)]] : [])),
  }
}

/** A heat map's rows as columns. */
export function heatTable(
  values: Float32Array,
  rows: number,
  hopS: number,
  names: readonly string[],
  digits: number,
): Table {
  const count = Math.floor(values.length / rows)
  const step = rowStep(count)
  return {
    head: [t('Time'), ...names],
    rows: () =>
      Array.from({ length: Math.ceil(count / step) }, (_, row) => {
        const frame = row * step
        const cells = names.map((_name, at) => numberText(values[frame * rows + at] ?? NaN, '', digits))
        return [place(frame * hopS), ...cells]
      }),
  }
}
