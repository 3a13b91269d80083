import FFT from 'fft.js'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'

/** fft.js in float64 behind our interface: slow and exact. */
export function oracleFft(size: number): RealFft {
  const fft = new FFT(size)
  const time = new Float64Array(size)
  const bins = new Float64Array(size)
  const spectrum = fft.createComplexArray()
  const back = fft.createComplexArray()
  return {
    size,
    time,
    bins,
    forward() {
      fft.realTransform(spectrum, time)
      for (let i = 0; i < size; i++) bins[i] = spectrum[i] ?? 0
      bins[1] = spectrum[size] ?? 0
    },
    inverse() {
      for (let i = 0; i < size; i++) spectrum[i] = bins[i] ?? 0
      spectrum[1] = 0
      spectrum[size] = bins[1] ?? 0
      spectrum[size + 1] = 0
      fft.completeSpectrum(spectrum)
      fft.inverseTransform(back, spectrum)
      for (let i = 0; i < size; i++) time[i] = (back[2 * i] ?? 0) * size
    },
  }
}
