import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { spreadOf } from '#lib/core/dsp/normalise.ts'
import { windowOf } from '#lib/core/dsp/overlap-add.ts'
import { channelsOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { SEGMENT_FRAMES } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { SeparationOrder } from './contract.ts'

/**
 * Fills `mix` [2, SEGMENT_FRAMES] with the normalised sound around segment `index`, zeros beyond the track's ends.
 * Reads only the pieces it touches. Fault: `storage-lost` when one is gone.
 */
export async function readWindow(
  blobs: BlobStore,
  { trackId, pcm }: Pick<SeparationOrder, 'trackId' | 'pcm'>,
  index: number,
  mix: Float32Array,
): Promise<void> {
  const window = windowOf(pcm.frames, index)
  const spread = spreadOf(pcm)
  mix.fill(0)
  let frame = Math.max(0, window.start)
  const end = Math.min(pcm.frames, window.end)
  while (frame < end) {
    const piece = pcmPieceAt(pcm.frames, frame)
    if (!piece) break
    const channels = channelsOf(await bytesUnder(blobs, pcmKey(trackId, piece.id), piece.frames * 8))
    const stop = Math.min(end, piece.start + piece.frames)
    channels.forEach((channel, side) => {
      const to = side * SEGMENT_FRAMES - window.start
      for (let i = frame; i < stop; i++) mix[to + i] = ((channel[i - piece.start] ?? 0) - pcm.mean) / spread
    })
    frame = stop
  }
}

/** The buffer under `key`, which must have exactly this many bytes. */
export async function bytesUnder(blobs: BlobStore, key: string, length: number): Promise<ArrayBuffer> {
  const bytes = await blobs.get(key)
  if (bytes?.byteLength !== length) throw new FaultError(fault('storage-lost', { detail: key }))
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer
}
