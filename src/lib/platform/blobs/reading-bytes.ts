import * as v from 'valibot'
import type { LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'

/** How a loudness reading lies in the blob store: JSON; a gap is null and silence is the text `-`. */
export function bytesOfReading(reading: LoudnessReading): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(reading, (_, value: unknown) => {
    if (!(value instanceof Float32Array)) return value
    return Array.from(value, (x) =>
      Number.isNaN(x) ? null : x === -Infinity ? '-' : Math.round(x * 1e6) / 1e6,
    )
  })
  return new Uint8Array(new TextEncoder().encode(text))
}

/** The reading in these bytes, or null when they are none. */
export function readingOf(bytes: Uint8Array): LoudnessReading | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.output : null
  } catch {
    // Not ours: it is measured again from the stored stereo.
    return null
  }
}

const maybe = v.nullable(v.pipe(v.number(), v.finite()))
const numbers = v.pipe(
  v.array(v.union([v.number(), v.null(), v.literal('-')])),
  v.transform((all) => Float32Array.from(all, (x) => (x === null ? NaN : x === '-' ? -Infinity : x))),
)

const schema = v.object({
  integratedLufs: maybe,
  rangeLu: maybe,
  maxMomentaryLufs: maybe,
  maxShortTermLufs: maybe,
  truePeakDbtp: maybe,
  samplePeakDbfs: maybe,
  channels: v.pipe(v.number(), v.integer(), v.minValue(1)),
  momentary: numbers,
  shortTerm: numbers,
  peaks: numbers,
})
