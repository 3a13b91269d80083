import type { RealFft } from '../real-fft.ts'
import { Framer } from './framer.ts'
import { PowerSpectrum } from './power-spectrum.ts'
import { Halver } from './halver.ts'
import { Tape } from './tape.ts'

/** Three bins a semitone from C1, seven octaves, as `librosa.feature.chroma_cqt`. */
const BINS = 36
const OCTAVES = 7
const C1_HZ = 32.70319566257483
/** Frames are taken at every fourth of librosa's: their means are the same. */
const HOP = 2048

interface Filter {
  first: number
  real: Float64Array
  imaginary: Float64Array
  /** Which of the 36 bins of the octave. */
  bin: number
}

/**
 * Chroma by a constant-Q transform (Schörkhuber & Klapuri 2010: the highest octave's filters, and the sound halved for each
 * octave below). `tuning` in bins of a third of a semitone.
 */
export class ConstantQ {
  /** 12 values a frame, C first, neither normalised nor smoothed. */
  readonly rows = new Tape(12)
  readonly #octaves: { framer: Framer; halver: Halver | null }[]
  readonly #waiting: Float64Array[][] = []
  readonly #counts: number[]

  constructor(rate: number, fft: RealFft, tuning: number) {
    const filters = filtersFor(rate, fft, tuning)
    this.#counts = Array.from({ length: OCTAVES }, () => 0)
    this.#octaves = Array.from({ length: OCTAVES }, (_, octave) => {
      const spectrum = new PowerSpectrum(fft, null)
      const see = (frame: Float32Array) => {
        spectrum.transform(frame)
        this.#take(octave, chromaOf(fft, filters, 2 ** (octave / 2)))
      }
      return {
        framer: new Framer(fft.size, HOP / 2 ** octave, see),
        halver: octave < OCTAVES - 1 ? new Halver() : null,
      }
    })
  }

  push(mono: Float32Array): void {
    let sound = mono
    for (const { framer, halver } of this.#octaves) {
      framer.push(sound)
      if (halver) sound = halver.push(sound)
    }
  }

  finish(): void {
    for (const { framer } of this.#octaves) framer.finish()
  }

  /** Adds one octave's chroma to its frame, which is whole once the slowest octave has spoken. */
  #take(octave: number, chroma: Float64Array): void {
    const index = (this.#counts[octave] as number) - this.rows.rows
    this.#counts[octave] = (this.#counts[octave] as number) + 1
    const parts = (this.#waiting[index] ??= [])
    parts.push(chroma)
    while (this.#waiting[0]?.length === OCTAVES) {
      const whole = this.#waiting.shift() ?? []
      this.rows.push(
        Float32Array.from({ length: 12 }, (_, c) => whole.reduce((sum, part) => sum + (part[c] ?? 0), 0)),
      )
    }
  }
}

/** Spectra of the highest octave's filters, where they are not next to nothing. */
function filtersFor(rate: number, fft: RealFft, tuning: number): Filter[] {
  const step = 2 ** (2 / BINS)
  const q = (step + 1) / (step - 1)
  const lowest = C1_HZ * 2 ** (tuning / BINS) * 2 ** (OCTAVES - 1)
  return Array.from({ length: BINS }, (_, bin) => {
    const hz = lowest * 2 ** (bin / BINS)
    const length = (q * rate) / hz
    return spectrumOf(fft, hz / rate, length, bin)
  })
}

/** Magnitudes come out as librosa's, times a constant: amplitude by the root of the filter's length. */
function spectrumOf(fft: RealFft, turns: number, length: number, bin: number): Filter {
  const { size } = fft
  const half = Math.floor(length / 2)
  const parts = [Math.cos, Math.sin].map((wave) => {
    let sum = 0
    for (let i = -half; i < length - half; i++) sum += 0.5 + 0.5 * Math.cos((2 * Math.PI * i) / length)
    fft.time.fill(0)
    for (let i = -half; i < length - half; i++) {
      const window = (0.5 + 0.5 * Math.cos((2 * Math.PI * i) / length)) / sum
      fft.time[size / 2 + i] = window * wave(2 * Math.PI * turns * i) * Math.sqrt(length)
    }
    fft.forward()
    return Float64Array.from(fft.bins)
  }) as [Float64Array, Float64Array]
  const centre = Math.round(turns * size)
  const reach = Math.ceil((4 * size) / length)
  const first = Math.max(1, centre - reach)
  const count = Math.min(size / 2 - 1, centre + reach) - first + 1
  const [cosine, sine] = parts
  const real = new Float64Array(count)
  const imaginary = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const at = 2 * (first + k)
    // The spectrum of cos + i sin, at positive frequencies only.
    real[k] = (cosine[at] as number) - (sine[at + 1] as number)
    imaginary[k] = (cosine[at + 1] as number) + (sine[at] as number)
  }
  return { first, real, imaginary, bin }
}

function chromaOf(fft: RealFft, filters: readonly Filter[], scale: number): Float64Array {
  const chroma = new Float64Array(12)
  for (const { first, real, imaginary, bin } of filters) {
    let re = 0
    let im = 0
    for (let k = 0; k < real.length; k++) {
      const a = fft.bins[2 * (first + k)] as number
      const b = fft.bins[2 * (first + k) + 1] as number
      const c = real[k] as number
      const d = imaginary[k] as number
      re += a * c + b * d
      im += b * c - a * d
    }
    // A semitone is its own bin and those on both sides.
    const c = Math.floor((bin + 1) / 3) % 12
    chroma[c] = (chroma[c] as number) + scale * Math.hypot(re, im)
  }
  return chroma
}
