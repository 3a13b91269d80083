import { loudnessKey, pcmKey, pcmPrefix, trackPeaksKey } from '#lib/core/domain/keys.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'
import { Moments } from '#lib/core/dsp/moments.ts'
import { bytesOf, PCM_PIECE_FRAMES, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { peaksOf } from '#lib/core/dsp/peaks.ts'
import { Resampler } from '#lib/core/dsp/resample.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/**
 * Takes stereo at any rate in order and writes the stored song: pieces with their peaks, never more than one in
 * memory.
 */
export class SongWriter {
  readonly #store: BlobStore
  readonly #trackId: string
  readonly #resampler: Resampler | null
  readonly #left = new Float32Array(PCM_PIECE_FRAMES)
  readonly #right = new Float32Array(PCM_PIECE_FRAMES)
  readonly #moments = new Moments()
  #filled = 0
  #written = 0

  constructor(store: BlobStore, trackId: string, rate: number) {
    this.#store = store
    this.#trackId = trackId
    this.#resampler = rate === SAMPLE_RATE ? null : new Resampler(rate)
  }

  async add(left: Float32Array, right: Float32Array): Promise<void> {
    const block = this.#resampler ? this.#resampler.push(left, right) : { left, right }
    await this.#fill(block.left, block.right)
  }

  async finish(): Promise<PcmFacts> {
    const rest = this.#resampler?.flush()
    if (rest) await this.#fill(rest.left, rest.right)
    if (this.#filled > 0) await this.#write()
    return this.#moments.facts()
  }

  async #fill(left: Float32Array, right: Float32Array): Promise<void> {
    for (let at = 0; at < left.length;) {
      const count = Math.min(left.length - at, PCM_PIECE_FRAMES - this.#filled)
      this.#left.set(left.subarray(at, at + count), this.#filled)
      this.#right.set(right.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === PCM_PIECE_FRAMES) await this.#write()
    }
  }

  async #write(): Promise<void> {
    const left = this.#left.subarray(0, this.#filled)
    const right = this.#right.subarray(0, this.#filled)
    this.#moments.add(left, right)
    const id = pcmPieceAt(this.#written + this.#filled, this.#written)?.id ?? ''
    await this.#store.put([
      { key: pcmKey(this.#trackId, id), bytes: bytesOf(left, right) },
      { key: trackPeaksKey(this.#trackId, id), bytes: peaksOf(left, right) },
    ])
    this.#written += this.#filled
    this.#filled = 0
  }
}

/** Removes every trace of a decoded song. */
export async function removeSong(store: BlobStore, trackId: string): Promise<void> {
  await store.removeAll(pcmPrefix(trackId))
  await store.removeAll(trackPeaksKey(trackId, ''))
  await store.removeAll(loudnessKey(trackId))
}
