/** Frames behind one column of the finest stored waveform. */
export const PEAK_FRAMES = 256

/**
 * Waveform of a stereo piece: for every PEAK_FRAMES frames the lowest and highest sample of both channels as
 * int8 (127 = full scale, clipped), so 2 bytes a column: min, max, min, max …
 */
export function peaksOf(left: Float32Array, right: Float32Array): Uint8Array<ArrayBuffer> {
  const columns = Math.ceil(left.length / PEAK_FRAMES)
  const peaks = new Int8Array(columns * 2)
  for (let column = 0; column < columns; column++) {
    const [low, high] = extremes(left, right, column * PEAK_FRAMES)
    peaks[column * 2] = toInt8(low)
    peaks[column * 2 + 1] = toInt8(high)
  }
  return new Uint8Array(peaks.buffer)
}

function extremes(left: Float32Array, right: Float32Array, start: number): [number, number] {
  let low = 0
  let high = 0
  const end = Math.min(left.length, start + PEAK_FRAMES)
  for (let i = start; i < end; i++) {
    const l = left[i] ?? 0
    const r = right[i] ?? 0
    low = Math.min(low, l, r)
    high = Math.max(high, l, r)
  }
  return [low, high]
}

function toInt8(sample: number): number {
  return Math.max(-127, Math.min(127, Math.round(sample * 127)))
}
