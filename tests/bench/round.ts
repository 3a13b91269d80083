import type { Memory } from './renderer-memory.ts'

/** One run of one contestant over the clip; seconds and megabytes. */
export interface Round {
  clipS: number
  /** From the wish to the last stem, opening the model included; the model's bytes are on the device. */
  wallS: number
  /** Opening the model: of `wallS`. */
  loadS: number
  /** Until the first stems could be heard. */
  firstS: number
  threads: number
  memory: Memory | null
  /** Everything sent for a first visit, the model included; null where nothing is sent. */
  downloadMb: number | null
  note: string
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN
  const high = sorted[Math.floor(middle)] ?? Number.NaN
  return (low + high) / 2
}

export interface Row {
  name: string
  /** Why there are no figures, where there are none. */
  absent: string | null
  rounds: Round[]
}

export interface Summary {
  rtf: number
  wallS: number
  loadS: number
  firstS: number
  threads: number
  peakMb: number | null
  downloadMb: number | null
  note: string
}

/** Medians over the rounds; the memory is the highest of all. */
export function summary(rounds: readonly Round[]): Summary | null {
  const [first] = rounds
  if (!first) return null
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  const peaks = rounds.flatMap((round) => (round.memory ? [round.memory.peakMb] : []))
  return {
    rtf: of((round) => round.wallS / round.clipS),
    wallS: of((round) => round.wallS),
    loadS: of((round) => round.loadS),
    firstS: of((round) => round.firstS),
    threads: first.threads,
    peakMb: peaks.length ? Math.max(...peaks) : null,
    downloadMb: first.downloadMb,
    note: first.note,
  }
}

const cell = (value: number | null, digits: number): string => (value === null ? '-' : value.toFixed(digits))

/** A table as text; `ratio` is the first row's wall time over the row's own. */
export function table(rows: readonly Row[]): string {
  const ours = summary(rows[0]?.rounds ?? [])
  const head = ['', 'RTF', 'wall s', 'load s', 'first s', 'threads', 'peak MB', 'download MB', 'ratio', '']
  const lines = rows.map(({ name, absent, rounds }) => {
    const figures = summary(rounds)
    if (!figures) return [name, `absent: ${absent ?? 'no run'}`]
    return [
      name,
      cell(figures.rtf, 3),
      cell(figures.wallS, 1),
      cell(figures.loadS, 1),
      cell(figures.firstS, 1),
      String(figures.threads),
      cell(figures.peakMb, 0),
      cell(figures.downloadMb, 1),
      ours ? (ours.wallS / figures.wallS).toFixed(3) : '-',
      figures.note,
    ]
  })
  const full = [head, ...lines].filter((line) => line.length > 2)
  const widths = head.map((_, i) => Math.max(...full.map((line) => (line[i] ?? '').length)))
  return [head, ...lines]
    .map((line) =>
      line
        .map((text, i) =>
          i === 0 ? text.padEnd(widths[0] ?? 0) : line.length > 2 ? text.padStart(widths[i] ?? 0) : text,
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
