import { noiseSource } from './random.ts'
import type { Stereo } from './stereo.ts'

/**
 * The mix as the committed file holds it: interleaved 16-bit samples of which the upper `bits` are used, with
 * triangular dither of ±1 step so that what is lost is steady noise and not distortion. The lower bits are zero,
 * which FLAC does not store. Sample n of the file is sample n of the mix, within 1.5 steps of 2^(1 - bits).
 */
export function toInt16(mix: Stereo, bits: number, seed: number): Int16Array<ArrayBuffer> {
  const noise = noiseSource(seed)
  const unit = 2 ** (16 - bits)
  const top = 32768 / unit - 1
  const out = new Int16Array(mix[0].length * 2)
  for (let i = 0; i < out.length; i++) {
    const x = (mix[i % 2 === 0 ? 0 : 1][i >> 1] ?? 0) * (top + 1)
    const step = Math.round(x + (noise() + noise()) / 2)
    out[i] = Math.max(-top - 1, Math.min(top, step)) * unit
  }
  return out
}
