import type { RealFft } from '../real-fft.ts'

/** Hann window for transforms: periodic, as librosa's and scipy's `fftbins=True`. */
export function periodicHann(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
}

/** Power of the bins 0 to size / 2 of windowed frames. */
export class PowerSpectrum {
  readonly power: Float32Array
  readonly #fft: RealFft
  readonly #window: Float32Array | null

  /** `window` null is none. */
  constructor(fft: RealFft, window: Float32Array | null = periodicHann(fft.size)) {
    this.#fft = fft
    this.#window = window
    this.power = new Float32Array(fft.size / 2 + 1)
  }

  /** Leaves the spectrum in the transform's own bins. */
  transform(frame: Float32Array): void {
    const { time, size } = this.#fft
    const window = this.#window
    if (window) for (let i = 0; i < size; i++) time[i] = (frame[i] as number) * (window[i] as number)
    else time.set(frame)
    this.#fft.forward()
  }

  take(frame: Float32Array): Float32Array {
    this.transform(frame)
    const { bins, size } = this.#fft
    const power = this.power
    const half = size / 2
    power[0] = (bins[0] as number) ** 2
    power[half] = (bins[1] as number) ** 2
    for (let k = 1; k < half; k++) {
      const re = bins[2 * k] as number
      const im = bins[2 * k + 1] as number
      power[k] = re * re + im * im
    }
    return power
  }
}
