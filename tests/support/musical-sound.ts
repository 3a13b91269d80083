import { randomOf } from './random.ts'

const RATE = 44_100

/** A kick and hat pattern in 4/4 with chords of C major over it, `seconds` long, at 44.1 kHz. */
export function musicalSound(bpm: number, seconds: number, shift = 0): Float32Array {
  const out = new Float32Array(Math.round(seconds * RATE))
  const random = randomOf(7)
  const beat = (60 / bpm) * RATE
  const chords = [
    [0, 4, 7],
    [5, 9, 12],
    [7, 11, 14],
    [0, 4, 7],
  ]
  for (let n = 0; n * (beat / 2) < out.length; n++) {
    const start = Math.round(n * (beat / 2))
    const isBeat = n % 2 === 0
    for (let i = 0; i < 6000 && start + i < out.length; i++) {
      const t = i / RATE
      const kick = isBeat
        ? 0.5 * Math.exp(-t * 30) * Math.sin(2 * Math.PI * (50 + 60 * Math.exp(-t * 40)) * t)
        : 0
      const hat = 0.08 * Math.exp(-t * 120) * (random() * 2 - 1)
      out[start + i] = (out[start + i] ?? 0) + kick + hat
    }
  }
  const bar = beat * 4
  for (let i = 0; i < out.length; i++) {
    const chord = chords[Math.floor(i / bar) % 4] ?? []
    const t = (i % bar) / RATE
    for (const note of chord) {
      const hz = 261.63 * Math.pow(2, (note + shift) / 12)
      out[i] = (out[i] ?? 0) + 0.08 * Math.exp(-t * 0.6) * Math.sin((2 * Math.PI * hz * i) / RATE)
    }
  }
  return out
}
