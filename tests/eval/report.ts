import type { Judged } from './judge.ts'

const MUSIC = ['band-rendered', 'recorded-loop', 'recorded-music']

function mean(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value): value is number => typeof value === 'number')
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
}

const highest = (values: readonly (number | null)[]) =>
  Math.max(0, ...values.filter((value) => value !== null))
const percent = (value: number | null) => (value === null ? '-' : (100 * value).toFixed(1))

function row(name: string, all: readonly Judged[]): string {
  const cells = [
    name.padEnd(26),
    String(all.length).padStart(3),
    percent(mean(all.map(({ tempo }) => tempo?.first))).padStart(7),
    percent(mean(all.map(({ tempo }) => tempo?.second))).padStart(7),
    percent(mean(all.map(({ beatF }) => beatF))).padStart(7),
    percent(mean(all.map(({ downbeatF }) => downbeatF))).padStart(9),
    percent(mean(all.map(({ key }) => key?.exact))).padStart(7),
    percent(mean(all.map(({ key }) => key?.weighted))).padStart(7),
    highest(all.map(({ lufsOff }) => lufsOff))
      .toFixed(3)
      .padStart(8),
    highest(all.map(({ peakOff }) => peakOff))
      .toFixed(3)
      .padStart(8),
    (mean(all.map(({ cost }) => cost)) ?? 0).toFixed(2).padStart(8),
  ]
  return cells.join(' ')
}

/** A line a kind, then the sets that the aims speak of, whole and by halves. */
export function tables(judged: readonly Judged[]): string[] {
  const kinds = [...new Set(judged.map(({ truth }) => truth.kind))]
  const head = `${'kind'.padEnd(26)}   n  tempo1  tempo2  beat F  downbeat    key   key w  LU off  dB off   s/min`
  const sets: [string, readonly Judged[]][] = [
    ['tempo set', judged.filter(isTempoSet)],
    ['key set', judged.filter(({ key }) => key !== null)],
    ['everything', judged],
  ]
  return [
    head,
    ...kinds.map((kind) =>
      row(
        kind,
        judged.filter(({ truth }) => truth.kind === kind),
      ),
    ),
    '',
    ...sets.flatMap(([name, all]) => [
      row(name, all),
      row(
        '  every other file',
        all.filter((_, i) => i % 2 === 0),
      ),
      row(
        '  and the rest',
        all.filter((_, i) => i % 2 === 1),
      ),
    ]),
  ]
}

function isTempoSet({ truth, tempo }: Judged): boolean {
  return tempo !== null && MUSIC.includes(truth.kind)
}

/** The aims and whether each holds. */
export function aims(judged: readonly Judged[]): { words: string; holds: boolean }[] {
  const set = judged.filter(isTempoSet)
  const first = mean(set.map(({ tempo }) => tempo?.first)) ?? 0
  const second = mean(set.map(({ tempo }) => tempo?.second)) ?? 0
  const beats = mean(judged.map(({ beatF }) => beatF)) ?? 0
  const exact = mean(judged.map(({ key }) => key?.exact)) ?? 0
  const weighted = mean(judged.map(({ key }) => key?.weighted)) ?? 0
  const lufs = highest(judged.map(({ lufsOff }) => lufsOff))
  const peak = highest(judged.map(({ peakOff }) => peakOff))
  const cost = mean(judged.map(({ cost: one }) => one)) ?? 0
  return [
    { words: `tempo accuracy 1: ${percent(first)} (76)`, holds: first >= 0.76 },
    { words: `tempo accuracy 2: ${percent(second)} (97)`, holds: second >= 0.97 },
    { words: `beat F: ${percent(beats)} (85)`, holds: beats >= 0.85 },
    { words: `key exact: ${percent(exact)} (82)`, holds: exact >= 0.82 },
    { words: `key weighted: ${percent(weighted)} (88)`, holds: weighted >= 0.88 },
    { words: `loudness, worst file: ${lufs.toFixed(3)} LU (0.1)`, holds: lufs <= 0.1 },
    { words: `true peak, worst file: ${peak.toFixed(3)} dB (0.2)`, holds: peak <= 0.2 },
    { words: `seconds a minute of sound: ${cost.toFixed(2)} (5)`, holds: cost <= 5 },
  ]
}
