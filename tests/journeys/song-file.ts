import { wavFile } from '../support/make-wav.ts'

/** A made-up song as a WAV of 48 kHz and 16 bits: a beat, a bass and a chord; different for every `seed`. */
export function songFile(seconds: number, seed: number): Buffer {
  const rate = 48_000
  let state = seed
  const noise = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
  const at = (i: number): number => {
    const t = i / rate
    const beat = Math.exp(-((t * 2) % 1) * 18) * noise() * 0.4
    const bass = Math.sin(2 * Math.PI * (55 + seed) * t) * 0.25
    const chord = [220, 277.2, 329.6].reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * t) * 0.06, 0)
    return beat + bass + chord
  }
  const left = Float32Array.from({ length: seconds * rate }, (_, i) => at(i))
  const right = left.map((value, i) => 0.8 * value + 0.2 * (left[i - 20] ?? 0))
  return Buffer.from(wavFile([left, right], rate, 'int16'))
}
