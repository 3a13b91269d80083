import type { AnalysisFields } from '#lib/core/domain/analysis-fields.ts'
import { beatF, keyScores, tempoScores } from './score.ts'
import { beatsOf, type Truth } from './truth.ts'

/** One file's marks; null where nothing is known of it. */
export interface Judged {
  truth: Truth
  found: AnalysisFields
  tempo: { first: number; second: number } | null
  beatF: number | null
  downbeatF: number | null
  key: { exact: number; weighted: number } | null
  /** Distance to the reference in LU and dB. */
  lufsOff: number | null
  peakOff: number | null
  /** Seconds of computing a minute of sound. */
  cost: number
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null)
const numbersOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : []

export function judge(truth: Truth, found: AnalysisFields): Judged {
  const beats = beatsOf(truth)
  const lufs = truth.lufs ?? truth.ffmpeg_ref.lufs
  const peak = truth.true_peak_dbtp ?? truth.ffmpeg_ref.true_peak_dbtp
  const first = beats?.filter(({ place }) => place === 1) ?? []
  return {
    truth,
    found,
    tempo: truth.bpm === null ? null : tempoScores(numberOf(found['tempo']), truth.bpm),
    beatF:
      beats &&
      beatF(
        numbersOf(found['beats']),
        beats.map(({ time }) => time),
      ),
    downbeatF:
      beats && first.length > 0
        ? beatF(
            numbersOf(found['downbeats']),
            first.map(({ time }) => time),
          )
        : null,
    key:
      truth.key === null
        ? null
        : keyScores(typeof found['key'] === 'string' ? found['key'] : null, truth.key),
    lufsOff: off(numberOf(found['lufs_integrated']), lufs),
    peakOff: off(numberOf(found['true_peak_dbtp']), peak),
    cost: ((numberOf(found['took_s']) ?? 0) * 60) / (numberOf(found['duration']) || 1),
  }
}

/** A missing answer where there is one is as wrong as can be. */
function off(found: number | null, wanted: number | null): number | null {
  if (wanted === null || wanted < -70) return null
  return found === null ? Infinity : Math.abs(found - wanted)
}
