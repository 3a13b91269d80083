import { Tape } from './tape.ts'

const WINDOW = 1024
const HOP = 512
const LOWEST_HZ = 65
const HIGHEST_HZ = 1200
/** Dips of the difference function under this are periods (YIN: de Cheveigné & Kawahara, JASA 2002). */
const CLEAR = 0.15
const SILENT_RMS = 0.004

/** The fundamental of one voice, in a mono stream at `rate` (about 11 kHz); 0 where there is none. */
export class VoicePitch {
  readonly hz = new Tape()
  readonly hopS: number
  readonly #rate: number
  readonly #least: number
  readonly #most: number
  #held = new Float32Array()

  constructor(rate: number) {
    this.#rate = rate
    this.hopS = HOP / rate
    this.#least = Math.floor(rate / HIGHEST_HZ)
    this.#most = Math.ceil(rate / LOWEST_HZ)
  }

  push(samples: Float32Array): void {
    const all = new Float32Array(this.#held.length + samples.length)
    all.set(this.#held)
    all.set(samples, this.#held.length)
    const need = WINDOW + this.#most + 1
    let at = 0
    for (; at + need <= all.length; at += HOP) this.hz.add(this.#pitchAt(all, at))
    this.#held = all.slice(at)
  }

  #pitchAt(all: Float32Array, at: number): number {
    let sum = 0
    for (let i = 0; i < WINDOW; i++) sum += (all[at + i] as number) ** 2
    if (Math.sqrt(sum / WINDOW) < SILENT_RMS) return 0
    let total = 0
    let before = 1
    let best = 0
    let lowest = CLEAR
    const ratios = new Float64Array(this.#most + 2)
    for (let lag = 1; lag <= this.#most; lag++) {
      let difference = 0
      for (let i = 0; i < WINDOW; i += 2) {
        const d = (all[at + i] as number) - (all[at + i + lag] as number)
        difference += d * d
      }
      total += difference
      const ratio = total > 0 ? (difference * lag) / total : 1
      ratios[lag] = ratio
      if (lag > this.#least && ratio < lowest) {
        lowest = ratio
        best = lag
      } else if (best > 0 && ratio > before) break
      before = ratio
    }
    return best === 0 ? 0 : this.#rate / refined(ratios, best)
  }
}

function refined(ratios: Float64Array, lag: number): number {
  const a = ratios[lag - 1] ?? 0
  const b = ratios[lag] ?? 0
  const c = ratios[lag + 1] ?? 0
  const bend = a - 2 * b + c
  return bend > 0 ? lag + Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : lag
}

/** Lowest, middle and highest note that is held, as MIDI numbers; null for fewer than two seconds of voice. */
export function voiceRangeOf(
  hz: Float32Array,
  hopS: number,
): { low: number; median: number; high: number } | null {
  const notes = Array.from(hz)
    .filter((value, i) => value > 0 && isHeld(hz, i))
    .map((value) => 69 + 12 * Math.log2(value / 440))
    .sort((a, b) => a - b)
  if (notes.length * hopS < 2) return null
  const at = (share: number) => Math.round(notes[Math.round((notes.length - 1) * share)] ?? 0)
  return { low: at(0.03), median: at(0.5), high: at(0.97) }
}

/** Near enough to the frames beside it that it is a note and no slip of an octave. */
function isHeld(hz: Float32Array, i: number): boolean {
  return [i - 1, i + 1].every((other) => {
    const beside = hz[other] ?? 0
    return beside > 0 && Math.abs(Math.log2(beside / (hz[i] as number))) < 1 / 8
  })
}
