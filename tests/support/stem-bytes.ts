import { pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'
import { bytesOf, channelsOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

export interface Sound {
  left: Float32Array
  right: Float32Array
}

/** What the model is normalised by, as the decoder measures it. */
export function factsOf({ left, right }: Sound): PcmFacts {
  const frames = left.length
  let sum = 0
  let peak = 0
  for (let i = 0; i < frames; i++) {
    sum += ((left[i] ?? 0) + (right[i] ?? 0)) / 2
    peak = Math.max(peak, Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0))
  }
  const mean = sum / frames
  let squares = 0
  for (let i = 0; i < frames; i++) squares += (((left[i] ?? 0) + (right[i] ?? 0)) / 2 - mean) ** 2
  return { frames, mean, std: frames > 1 ? Math.sqrt(squares / (frames - 1)) : 0, peak }
}

/** Puts a song into the store as the decoder would. */
export async function keepSong(blobs: BlobStore, trackId: string, sound: Sound): Promise<PcmFacts> {
  const frames = sound.left.length
  for (let piece = pcmPieceAt(frames, 0); piece; piece = pcmPieceAt(frames, piece.start + piece.frames)) {
    const end = piece.start + piece.frames
    const bytes = bytesOf(sound.left.subarray(piece.start, end), sound.right.subarray(piece.start, end))
    await blobs.put([{ key: pcmKey(trackId, piece.id), bytes }])
  }
  return factsOf(sound)
}

/** A finished stem out of the store, up to frame `upTo` of `frames`; throws where a piece is missing. */
export async function stemSound(
  blobs: BlobStore,
  id: string,
  stem: StemName,
  frames: number,
  upTo = frames,
): Promise<Sound> {
  const sound = { left: new Float32Array(frames), right: new Float32Array(frames) }
  for (let piece = stemPieceAt(frames, 0); piece; piece = stemPieceAt(frames, piece.start + piece.frames)) {
    if (piece.start >= upTo) break
    const bytes = await blobs.get(stemKey(id, stem, piece.id))
    if (bytes?.byteLength !== piece.frames * 8) throw new Error(`${stem} ${piece.id} is not whole`)
    const [left, right] = channelsOf(bytes.buffer)
    sound.left.set(left, piece.start)
    sound.right.set(right, piece.start)
  }
  return sound
}
