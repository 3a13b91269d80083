import { wavFile } from '../make-wav.ts'
import type { FakeTrack } from './catalogue.ts'

const RATE = 44_100
const made = new Map<string, Uint8Array<ArrayBuffer>>()

/** The sound of a fake track: a chord of its own with a beat, as long as the catalogues say. 16-bit WAV. */
export function songOf({ n, durationMs }: Pick<FakeTrack, 'n' | 'durationMs'>): Uint8Array<ArrayBuffer> {
  const key = `${n} ${durationMs}`
  const known = made.get(key)
  if (known) return known
  const frames = Math.round((durationMs / 1000) * RATE)
  const root = 110 * 2 ** ((n % 24) / 12)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  for (let i = 0; i < frames; i++) {
    const t = i / RATE
    const beat = Math.exp(-6 * (t % 0.5))
    const tone = Math.sin(2 * Math.PI * root * t) + 0.6 * Math.sin(2 * Math.PI * root * 1.5 * t)
    left[i] = 0.25 * tone + 0.2 * beat * Math.sin(2 * Math.PI * 60 * t)
    right[i] = 0.25 * tone - 0.1 * beat
  }
  const file = wavFile([left, right], RATE, 'int16')
  made.set(key, file)
  return file
}

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
