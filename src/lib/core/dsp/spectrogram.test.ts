import FFT from 'fft.js'
import { describe, expect, it } from 'vitest'
import { oracleFft } from '#tests/support/oracle-fft.ts'
import { SEGMENT_FRAMES } from './segments.ts'
import { BINS, CHANNEL_SPEC, createSpectrogram, FFT_SIZE, FRAMES, HOP } from './spectrogram.ts'

const hann = Float64Array.from(
  { length: FFT_SIZE },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE),
)

function reflected(x: Float64Array, left: number, right: number): Float64Array {
  const at = (i: number) => (i < 0 ? -i : i >= x.length ? 2 * (x.length - 1) - i : i)
  return Float64Array.from({ length: left + x.length + right }, (_, i) => x[at(i - left)] ?? NaN)
}

/** The official steps one by one, dropped frames and double padding included: [frame][re, im …]. */
function officialSpec(x: Float64Array): number[][] {
  const padded = reflected(x, 1536, 1536 + FRAMES * HOP - x.length)
  const centred = reflected(padded, FFT_SIZE / 2, FFT_SIZE / 2)
  const fft = new FFT(FFT_SIZE)
  const frames = Array.from({ length: 1 + padded.length / HOP }, (_, frame) => {
    const out = fft.createComplexArray()
    fft.realTransform(
      out,
      hann.map((w, n) => (w * (centred[frame * HOP + n] ?? NaN)) / 64),
    )
    return out.slice(0, 2 * BINS)
  })
  expect(frames).toHaveLength(FRAMES + 4)
  return frames.slice(2, 2 + FRAMES)
}

function officialWave(frames: number[][]): Float64Array {
  const none = Array.from({ length: 2 * BINS }, () => 0)
  const all = [none, none, ...frames, none, none]
  const length = (all.length - 1) * HOP + FFT_SIZE
  const sum = new Float64Array(length)
  const envelope = new Float64Array(length)
  const fft = new FFT(FFT_SIZE)
  all.forEach((bins, frame) => {
    const spectrum = fft.createComplexArray()
    bins.forEach((value, i) => (spectrum[i] = i === 1 ? 0 : value))
    fft.completeSpectrum(spectrum)
    const out = fft.createComplexArray()
    fft.inverseTransform(out, spectrum)
    hann.forEach((w, n) => {
      sum[frame * HOP + n] = (sum[frame * HOP + n] ?? 0) + w * (out[2 * n] ?? NaN) * 64
      envelope[frame * HOP + n] = (envelope[frame * HOP + n] ?? 0) + w * w
    })
  })
  const from = FFT_SIZE / 2 + 1536
  return Float64Array.from(
    { length: SEGMENT_FRAMES },
    (_, i) => (sum[from + i] ?? NaN) / (envelope[from + i] ?? NaN),
  )
}

const noise = (seed: number) => (i: number) => (((i * 48271 + seed) % 65537) - 32768) / 32768

/** Energy of `wanted` over energy of the difference, in dB. */
function snr(wanted: ArrayLike<number>, got: ArrayLike<number>): number {
  let signal = 0
  let error = 0
  for (let i = 0; i < wanted.length; i++) {
    signal += (wanted[i] ?? NaN) ** 2
    error += ((wanted[i] ?? NaN) - (got[i] ?? NaN)) ** 2
  }
  return 10 * Math.log10(signal / error)
}

describe('spectrogram', () => {
  const spectrogram = createSpectrogram(oracleFft(FFT_SIZE))
  const wave = Float32Array.from({ length: SEGMENT_FRAMES }, (_, i) => noise(7)(i))

  it('agrees with the official steps from the first sample to the last', () => {
    const spec = new Float32Array(CHANNEL_SPEC + 3)
    spectrogram.analyse(wave, spec, 3)
    const flat = new Float64Array(CHANNEL_SPEC)
    officialSpec(Float64Array.from(wave)).forEach((frame, f) => {
      for (let bin = 0; bin < BINS; bin++) {
        flat[bin * FRAMES + f] = frame[2 * bin] ?? NaN
        flat[(BINS + bin) * FRAMES + f] = frame[2 * bin + 1] ?? NaN
      }
    })
    expect(spec.subarray(0, 3)).toEqual(new Float32Array(3))
    expect(snr(flat, spec.subarray(3))).toBeGreaterThan(140)
  })

  it('goes back by the official steps, whatever a model writes', () => {
    const spec = Float32Array.from({ length: CHANNEL_SPEC }, (_, i) => noise(11)(i))
    const frames = Array.from({ length: FRAMES }, (_, f) =>
      Array.from({ length: 2 * BINS }, (_, i) => spec[((i % 2) * BINS + (i >> 1)) * FRAMES + f] ?? NaN),
    )
    const wanted = officialWave(frames)
    const got = spectrogram.synthesise(spec, 0)
    expect(snr(wanted, got)).toBeGreaterThan(140)
    expect(snr(wanted.subarray(0, 4096), got.subarray(0, 4096))).toBeGreaterThan(140)
    expect(snr(wanted.subarray(-4096), got.subarray(-4096))).toBeGreaterThan(140)
  })
})
