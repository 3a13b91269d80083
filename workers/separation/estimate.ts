import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { type Level, spreadOf } from '#lib/core/dsp/normalise.ts'
import { windowOf } from '#lib/core/dsp/overlap-add.ts'
import { segmentAt, SEGMENT_FRAMES } from '#lib/core/dsp/segments.ts'
import { CHANNEL_SPEC, type Spectrogram } from '#lib/core/dsp/spectrogram.ts'
import type { Stereo } from './checkpoint.ts'
import type { ModelOutput } from './session.ts'

/** The sum in the making of one segment's stems over the graphs of a bag, in float64. */
export class Estimate {
  readonly #spectrogram: Spectrogram
  readonly #channels: Float64Array[]
  readonly #totals: Float64Array

  constructor(spectrogram: Spectrogram, stems: number) {
    this.#spectrogram = spectrogram
    this.#channels = Array.from({ length: 2 * stems }, () => new Float64Array(SEGMENT_FRAMES))
    this.#totals = new Float64Array(stems)
  }

  clear(): void {
    this.#totals.fill(0)
    for (const channel of this.#channels) channel.fill(0)
  }

  /** Adds one graph's answer; a stem in which it has no share costs nothing. */
  add({ specOut, waveOut }: ModelOutput, weights: readonly number[]): void {
    for (const [i, channel] of this.#channels.entries()) {
      const stem = i >> 1
      const weight = weights[stem] ?? 0
      if (weight === 0) continue
      if (i % 2 === 0) this.#totals[stem] = (this.#totals[stem] ?? 0) + weight
      const tone = this.#spectrogram.synthesise(specOut, i * CHANNEL_SPEC)
      const wave = waveOut.subarray(i * SEGMENT_FRAMES, (i + 1) * SEGMENT_FRAMES)
      for (let n = 0; n < SEGMENT_FRAMES; n++) {
        channel[n] = (channel[n] ?? 0) + weight * ((tone[n] ?? 0) + (wave[n] ?? 0))
      }
    }
  }

  /** The stems of segment `index`, its context cut off, at the track's own level. Fault: `not-finite`. */
  stems(frames: number, index: number, level: Level): Stereo[] {
    const { lead } = windowOf(frames, index)
    const { length } = segmentAt(frames, index)
    const spread = spreadOf(level)
    const sounds = this.#channels.map((channel, i) => {
      const scale = spread / (this.#totals[i >> 1] ?? NaN)
      const sound = new Float32Array(length)
      let broken = 0
      for (let n = 0; n < length; n++) {
        const sample = Math.fround((channel[lead + n] ?? NaN) * scale + level.mean)
        sound[n] = sample
        broken += sample - sample
      }
      // Infinity and NaN less themselves are NaN, and stay it.
      if (broken !== 0)
        throw new FaultError(fault('not-finite', { detail: `segment ${index}, channel ${i}` }))
      return sound
    })
    return pairs(sounds)
  }
}

function pairs(sounds: readonly Float32Array[]): Stereo[] {
  const stems: Stereo[] = []
  for (let i = 0; i + 1 < sounds.length; i += 2) {
    const [left, right] = [sounds[i], sounds[i + 1]]
    if (left && right) stems.push([left, right])
  }
  return stems
}
