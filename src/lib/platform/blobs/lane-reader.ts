import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { pcmKey, stemKey, type LaneSource } from '#lib/core/domain/keys.ts'
import { channelsOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { isPieceReady, stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import type { BlobStore } from './blob-store.ts'

/** Pieces of one lane that stay in memory: what is read, and what a short loop comes back to. */
const KEPT = 2

interface Piece {
  key: string
  start: number
  frames: number
}

/** The stored piece of a lane that holds `frame`; null beyond its ends. */
function pieceOf({ lane, trackId, separationId, frames }: LaneSource, frame: number): Piece | null {
  if (separationId === null || lane === 'mix') {
    const piece = pcmPieceAt(frames, frame)
    return piece && { ...piece, key: pcmKey(trackId, piece.id) }
  }
  const piece = stemPieceAt(frames, frame)
  return piece && { ...piece, key: stemKey(separationId, lane, piece.id) }
}

/** Frames from `frame` on that are on disk, at most `most`; `finished` null is a decoded song: all of it. */
export function readyFrames(
  frames: number,
  frame: number,
  most: number,
  finished: ReadonlySet<number> | null,
): number {
  if (finished === null) return Math.min(most, frames - frame)
  let at = frame
  while (at < frame + most) {
    const piece = stemPieceAt(frames, at)
    if (!piece || !isPieceReady(piece, finished)) break
    at = piece.start + piece.frames
  }
  return Math.min(most, at - frame)
}

/** Reads one lane from the blob store, piece by piece, holding no more than two. */
export class LaneReader {
  readonly #blobs: BlobStore
  readonly #source: LaneSource
  readonly #kept = new Map<string, Stereo>()

  constructor(blobs: BlobStore, source: LaneSource) {
    this.#blobs = blobs
    this.#source = source
  }

  /** Fills `out` with its length of frames from `start`. Throws `storage-lost` where a piece is gone or cut. */
  async read(start: number, out: Stereo): Promise<void> {
    let at = 0
    while (at < out[0].length) {
      const piece = pieceOf(this.#source, start + at)
      if (!piece) throw new FaultError(fault('storage-lost', { detail: `no frame ${start + at}` }))
      const sound = await this.#piece(piece)
      const from = start + at - piece.start
      const count = Math.min(out[0].length - at, piece.frames - from)
      out[0].set(sound[0].subarray(from, from + count), at)
      out[1].set(sound[1].subarray(from, from + count), at)
      at += count
    }
  }

  async #piece(piece: Piece): Promise<Stereo> {
    const kept = this.#kept.get(piece.key)
    if (kept) {
      this.#kept.delete(piece.key)
      this.#kept.set(piece.key, kept)
      return kept
    }
    const bytes = await this.#blobs.get(piece.key)
    if (bytes?.byteLength !== piece.frames * 8) {
      throw new FaultError(fault('storage-lost', { detail: piece.key }))
    }
    const sound = channelsOf(bytes.byteOffset === 0 ? bytes.buffer : bytes.slice().buffer)
    this.#kept.set(piece.key, sound)
    for (const key of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(key)
    return sound
  }
}
