import type { RealFft } from './real-fft.ts'
import { SEGMENT_FRAMES } from './segments.ts'

/**
 * The spectrogram of HTDemucs (demucs/htdemucs.py `_spec` and `_ispec`, demucs/spec.py): n_fft 4096, hop 1024, periodic
 * Hann, scaled by 1/sqrt(4096). The signal is reflected by 1,536 samples at the left and up to a whole hop more at the
 * right; of the 340 centred frames the outer two at each side and the Nyquist bin are dropped. What is kept touches
 * nothing of the centred transform's own padding, so that is never made.
 */
export const FFT_SIZE = 4096
export const HOP = 1024
export const BINS = FFT_SIZE / 2
export const FRAMES = Math.ceil(SEGMENT_FRAMES / HOP)
/** Values of one channel: a plane of real parts [BINS, FRAMES], then one of imaginary parts. */
export const CHANNEL_SPEC = 2 * BINS * FRAMES

const EDGE = (HOP / 2) * 3
const PADDED = (FRAMES - 1) * HOP + FFT_SIZE
const PLANE = BINS * FRAMES
/** Frames handled together: the planes are written a cache line at a time instead of a value at a time. */
const BLOCK = 16

export interface Spectrogram {
  /** Writes the spectrogram of SEGMENT_FRAMES samples to CHANNEL_SPEC values of `spec` from `at` on. */
  analyse(wave: Float32Array, spec: Float32Array, at: number): void
  /**
   * The SEGMENT_FRAMES samples of the spectrogram at `at`: overlap-add divided by the window's squared sum, which is
   * 1.5 everywhere inside. The answer is a view that the next call overwrites.
   */
  synthesise(spec: Float32Array, at: number): Float64Array
}

function hann(scale: number): Float64Array {
  return Float64Array.from(
    { length: FFT_SIZE },
    (_, n) => scale * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE)),
  )
}

function reflectInto(padded: Float32Array, wave: Float32Array): void {
  const last = wave.length - 1
  padded.set(wave, EDGE)
  for (let i = 0; i < EDGE; i++) padded[i] = wave[EDGE - i] ?? 0
  for (let i = EDGE + wave.length; i < PADDED; i++) padded[i] = wave[2 * last - (i - EDGE)] ?? 0
}

/** Not reentrant: its buffers are reused by every call. `fft` is of size FFT_SIZE. */
export function createSpectrogram(fft: RealFft): Spectrogram {
  const toBins = hann(1 / Math.sqrt(FFT_SIZE))
  // Inverse: times sqrt(4096), over 4096 for the unscaled transform, over the squared window's sum.
  const toTime = hann(1 / (Math.sqrt(FFT_SIZE) * 1.5))
  const padded = new Float32Array(PADDED)
  const sum = new Float64Array(PADDED)
  const block = new Float32Array(BLOCK * FFT_SIZE)

  function forward(frame: number, row: number): void {
    const { time, bins } = fft
    const from = frame * HOP
    for (let n = 0; n < FFT_SIZE; n++) time[n] = (padded[from + n] ?? 0) * (toBins[n] ?? 0)
    fft.forward()
    block.set(bins, row * FFT_SIZE)
    block[row * FFT_SIZE + 1] = 0
  }

  function inverse(frame: number, row: number): void {
    const { time, bins } = fft
    bins.set(block.subarray(row * FFT_SIZE, (row + 1) * FFT_SIZE))
    // The place of DC's imaginary part is Nyquist's: dropped before the model, zero after it.
    bins[1] = 0
    fft.inverse()
    const from = frame * HOP
    for (let n = 0; n < FFT_SIZE; n++)
      sum[from + n] = (sum[from + n] ?? 0) + (time[n] ?? 0) * (toTime[n] ?? 0)
  }

  function blockToPlanes(spec: Float32Array, at: number, rows: number): void {
    for (let bin = 0; bin < BINS; bin++) {
      const real = at + bin * FRAMES
      for (let row = 0; row < rows; row++) {
        spec[real + row] = block[row * FFT_SIZE + 2 * bin] ?? 0
        spec[real + PLANE + row] = block[row * FFT_SIZE + 2 * bin + 1] ?? 0
      }
    }
  }

  function planesToBlock(spec: Float32Array, at: number, rows: number): void {
    for (let bin = 0; bin < BINS; bin++) {
      const real = at + bin * FRAMES
      for (let row = 0; row < rows; row++) {
        block[row * FFT_SIZE + 2 * bin] = spec[real + row] ?? 0
        block[row * FFT_SIZE + 2 * bin + 1] = spec[real + PLANE + row] ?? 0
      }
    }
  }

  return {
    analyse(wave, spec, at) {
      reflectInto(padded, wave)
      for (let first = 0; first < FRAMES; first += BLOCK) {
        const rows = Math.min(BLOCK, FRAMES - first)
        for (let row = 0; row < rows; row++) forward(first + row, row)
        blockToPlanes(spec, at + first, rows)
      }
    },
    synthesise(spec, at) {
      sum.fill(0)
      for (let first = 0; first < FRAMES; first += BLOCK) {
        const rows = Math.min(BLOCK, FRAMES - first)
        planesToBlock(spec, at + first, rows)
        for (let row = 0; row < rows; row++) inverse(first + row, row)
      }
      return sum.subarray(EDGE, EDGE + SEGMENT_FRAMES)
    },
  }
}
