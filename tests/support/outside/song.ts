import { wavFile } from '../make-wav.ts'
import type { FakeTrack } from './catalogue.ts'

const RATE = 44_100
/** Of a plain WAV. */
const HEAD_BYTES = 44
const made = new Map<string, Uint8Array<ArrayBuffer>>()

/** Seconds of one chord. */
const CHORD_S = 0.8

/** Semitones of a chord over the first: a row of its own for each track. A short song keeps to one chord. */
const stepOf = (n: number, durationMs: number, index: number) =>
  durationMs < 8000 ? 0 : (index * index * (n + 2) + 5 * index * n) % 12

/** The sound of a fake track: chords of its own with a beat, as long as the catalogues say. 16-bit WAV. */
export function songOf({ n, durationMs }: Pick<FakeTrack, 'n' | 'durationMs'>): Uint8Array<ArrayBuffer> {
  const key = `${n} ${durationMs}`
  const known = made.get(key)
  if (known) return known
  const frames = Math.round((durationMs / 1000) * RATE)
  const first = 110 * 2 ** ((n % 24) / 12)
  const left = new Float32Array(frames)
  const right = new Float32Array(frames)
  for (let i = 0; i < frames; i++) {
    const t = i / RATE
    const root = first * 2 ** (stepOf(n, durationMs, Math.floor(t / CHORD_S)) / 12)
    const beat = Math.exp(-6 * (t % 0.5))
    const tone = Math.sin(2 * Math.PI * root * t) + 0.6 * Math.sin(2 * Math.PI * root * 1.5 * t)
    left[i] = 0.25 * tone + 0.2 * beat * Math.sin(2 * Math.PI * 60 * t)
    right[i] = 0.25 * tone - 0.1 * beat
  }
  const file = wavFile([left, right], RATE, 'int16')
  made.set(key, file)
  return file
}

/** What a shop lets everyone hear of it: all but its first second. */
export function excerptOf(track: Pick<FakeTrack, 'n' | 'durationMs'>): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = songOf(track)
  const frames = (byteLength - HEAD_BYTES) / 4
  const samples = new Int16Array(buffer.slice(byteOffset + HEAD_BYTES, byteOffset + byteLength))
  const side = (c: number) =>
    Float32Array.from({ length: frames - RATE }, (_, i) => (samples[2 * (i + RATE) + c] ?? 0) / 32_768)
  return wavFile([side(0), side(1)], RATE, 'int16')
}

/** A PNG of one pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
