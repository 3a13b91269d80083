import { basename } from 'node:path'
import type { Judged } from './judge.ts'
import { readGolden } from './truth.ts'

/** Values of the same definition: their means are within 1 % of the older analyzer's. */
export const SAME = [
  'energy',
  'energy_variance',
  'zero_crossing_rate',
  'spectral_centroid',
  'spectral_centroid_variance',
  'spectral_rolloff',
  'spectral_bandwidth',
  'spectral_contrast',
  'spectral_flatness',
  'mfcc',
  'chroma_stft',
  'chroma_cqt',
] as const
/**
 * For the record: variances of the cepstrum know the floor of the loudest minute only, and CENS is smoothed over every fourth
 * frame.
 */
const OTHER = ['mfcc_variance', 'chroma_cens'] as const

const vector = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === 'number')

/** Length of the difference over the length of what is compared with. */
export function distance(found: unknown, wanted: unknown): number {
  const a = vector(found)
  const b = vector(wanted)
  if (a.length !== b.length) return Infinity
  return Math.hypot(...a.map((x, i) => x - (b[i] ?? 0))) / Math.max(1e-12, Math.hypot(...b))
}

/** How far each value lies from the older analyzer's, in the worst of the files that it was run on. */
export function goldenLines(judged: readonly Judged[]): string[] {
  const golden = readGolden()
  const both = judged.flatMap(({ truth, found }) => {
    const wanted = golden[basename(truth.file)]
    return wanted ? [{ id: truth.id, found, wanted }] : []
  })
  const line = (name: string, limit: number | null) => {
    const worst = both
      .map(({ id, found, wanted }) => ({ id, off: distance(found[name], wanted[name]) }))
      .sort((a, b) => b.off - a.off)[0]
    const mark = limit === null ? 'differs' : (worst?.off ?? 0) <= limit ? 'holds  ' : 'FAILS  '
    return `${mark} ${name.padEnd(28)} worst ${(100 * (worst?.off ?? 0)).toFixed(3)} % (${worst?.id ?? ''})`
  }
  return [
    `against librosa on ${both.length} files`,
    ...SAME.map((name) => line(name, 0.01)),
    ...OTHER.map((name) => line(name, null)),
  ]
}
