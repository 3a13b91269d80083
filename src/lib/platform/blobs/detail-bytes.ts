import * as v from 'valibot'
import { SECTION_TYPES, type AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'

/**
 * How a detail lies in the blob store: the length of its words (uint32), the words as JSON in which `{"$": [at, length]}`
 * stands for numbers, padding to 4 bytes, then all numbers as float32. Little-endian.
 */
export function bytesOfDetail(detail: AnalysisDetail): Uint8Array<ArrayBuffer> {
  const arrays: Float32Array[] = []
  let at = 0
  const words = JSON.stringify(detail, (_, value: unknown) => {
    if (!(value instanceof Float32Array)) return value
    arrays.push(value)
    const place = { $: [at, value.length] }
    at += value.length
    return place
  })
  const text = new TextEncoder().encode(words)
  const start = Math.ceil((4 + text.length) / 4) * 4
  const bytes = new Uint8Array(start + at * 4)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 4)
  const numbers = new Float32Array(bytes.buffer, start)
  let put = 0
  for (const array of arrays) {
    numbers.set(array, put)
    put += array.length
  }
  return bytes
}

/** The detail in these bytes, or null when they are none of this version. */
export function detailOf(bytes: Uint8Array): AnalysisDetail | null {
  try {
    const whole = bytes.slice()
    const length = new DataView(whole.buffer).getUint32(0, true)
    const words = new TextDecoder().decode(whole.subarray(4, 4 + length))
    const start = Math.ceil((4 + length) / 4) * 4
    const parsed = v.safeParse(
      detail,
      JSON.parse(words, (_, value: unknown) => {
        const place = v.safeParse(placeOf, value)
        return place.success
          ? new Float32Array(whole.buffer, start + place.output.$[0] * 4, place.output.$[1])
          : value
      }),
    )
    return parsed.success ? parsed.output : null
  } catch {
    // Cut short or not ours: the analysis can be made again.
    return null
  }
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const placeOf = v.strictObject({ $: v.tuple([count, count]) })
const numbers = v.instance(Float32Array)
const finite = v.pipe(v.number(), v.finite())
const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const curve = v.object({ hopS: finite, values: numbers })
const stem = v.picklist(['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'])

const detail = v.object({
  beats: numbers,
  downbeats: numbers,
  tempoCurve: v.object({ times: numbers, bpm: numbers }),
  onsets: numbers,
  loudness: v.nullable(v.object({ hopS: finite, momentary: numbers, shortTerm: numbers })),
  truePeaks: v.nullable(curve),
  peakMarks: v.array(v.object({ time: finite, dbtp: finite })),
  energyCurve: v.nullable(curve),
  frames: v.nullable(
    v.object({
      hopS: finite,
      count,
      centroidHz: numbers,
      rolloffHz: numbers,
      bandwidthHz: numbers,
      flatness: numbers,
      chroma: numbers,
      mfcc: numbers,
    }),
  ),
  chords: v.array(v.object({ chord: v.string(), start: finite, end: finite, confidence: share })),
  sections: v.array(
    v.object({
      type: v.picklist(SECTION_TYPES),
      label: v.string(),
      start: finite,
      end: finite,
      confidence: share,
      energy: share,
      group: count,
    }),
  ),
  loops: v.array(
    v.object({
      start: finite,
      end: finite,
      beats: count,
      bars: count,
      quality: share,
      section: v.string(),
      barAligned: v.boolean(),
      recommended: v.boolean(),
    }),
  ),
  markers: v.array(
    v.object({
      type: v.picklist(['key_change', 'energy_rise', 'energy_drop', 'drop', 'build_up']),
      start: finite,
      end: finite,
      intensity: share,
      facts: v.record(v.string(), v.union([v.string(), finite])),
    }),
  ),
  cues: v.array(
    v.object({
      time: finite,
      label: v.string(),
      type: v.picklist(['section', 'drop', 'marker', 'start']),
      confidence: share,
    }),
  ),
  drumEvents: v.array(
    v.object({
      time: finite,
      category: v.picklist(['kick', 'snare', 'hihat', 'clap', 'perc']),
      confidence: share,
    }),
  ),
  activity: v.nullable(v.object({ hopS: finite, stems: v.array(v.object({ stem, values: numbers })) })),
  voicePitch: v.nullable(curve),
})
