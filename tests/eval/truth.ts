import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { sfaData } from '../support/sfa-data.ts'

const maybe = v.optional(v.nullable(v.number()), null)

const truthSchema = v.array(
  v.object({
    id: v.string(),
    kind: v.string(),
    file: v.string(),
    bpm: maybe,
    key: v.optional(v.nullable(v.string()), null),
    meter: v.optional(v.nullable(v.string()), null),
    beats: v.optional(v.nullable(v.string()), null),
    lufs: maybe,
    true_peak_dbtp: maybe,
    ffmpeg_ref: v.object({ lufs: maybe, true_peak_dbtp: maybe }),
  }),
)

export type Truth = v.InferOutput<typeof truthSchema>[number]

const root = join(sfaData() ?? '', 'analysis')

/** Every file of the set and what is true of it; null where the set is not here. */
export function readTruth(): Truth[] | null {
  const path = join(root, 'truth.json')
  return existsSync(path) ? v.parse(truthSchema, JSON.parse(readFileSync(path, 'utf8'))) : null
}

export const soundPath = ({ file }: Truth) => join(root, file)

/** Times of the beats in seconds, and their places in the bar from 1. */
export function beatsOf({ beats }: Truth): { time: number; place: number }[] | null {
  if (!beats) return null
  const lines = readFileSync(join(root, beats), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [time = 0, place = 0] = line.split(/\s+/).map(Number)
    return { time, place }
  })
}

const golden = v.record(v.string(), v.record(v.string(), v.unknown()))

/** What the older analyzer said of some of the files, by file name. */
export function readGolden(): Record<string, Record<string, unknown>> {
  return v.parse(golden, JSON.parse(readFileSync(join(root, 'seed_golden_librosa.json'), 'utf8')))
}
