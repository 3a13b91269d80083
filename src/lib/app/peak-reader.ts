import { stemPeaksKey, trackPeaksKey, type LaneSource } from '#lib/core/domain/keys.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { addPeaks, emptyColumns } from '#lib/core/dsp/peak-columns.ts'
import { isPieceReady, stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Stored waveforms kept in memory, in bytes: six stems of an hour and a half. */
const MOST_BYTES = 12_000_000
/** Reads under way at once. */
const AT_ONCE = 24

interface PeakPiece {
  key: string
  start: number
}

/** Waveforms of any window of a lane, from the small pieces stored beside the sound. */
export class PeakReader {
  readonly #blobs: Pick<BlobStore, 'get'>
  #kept = new Map<string, Int8Array>()
  #bytes = 0

  constructor(blobs: Pick<BlobStore, 'get'>) {
    this.#blobs = blobs
  }

  /** Pairs of min, max in -1..1; NaN where nothing is on disk. `finished` null is a decoded song. */
  async columns(
    source: LaneSource,
    finished: ReadonlySet<number> | null,
    range: FrameRange,
    columns: number,
  ): Promise<Float32Array> {
    const out = emptyColumns(columns)
    const window = { start: range.start, width: Math.max(1, (range.end - range.start) / columns), columns }
    const pieces = piecesIn(source, finished, range)
    for (let at = 0; at < pieces.length; at += AT_ONCE) {
      const some = pieces.slice(at, at + AT_ONCE)
      const read = await Promise.all(some.map((piece) => this.#read(piece.key)))
      some.forEach((piece, i) => {
        const peaks = read[i]
        if (peaks) addPeaks(out, window, piece.start, peaks)
      })
    }
    return out
  }

  forget(): void {
    this.#kept = new Map()
    this.#bytes = 0
  }

  async #read(key: string): Promise<Int8Array | null> {
    const kept = this.#kept.get(key)
    if (kept) return kept
    const bytes = await this.#blobs.get(key)
    if (!bytes) return null
    if (this.#bytes > MOST_BYTES) this.forget()
    const peaks = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#kept.set(key, peaks)
    this.#bytes += peaks.byteLength
    return peaks
  }
}

function piecesIn(source: LaneSource, finished: ReadonlySet<number> | null, range: FrameRange): PeakPiece[] {
  const pieces: PeakPiece[] = []
  const { lane, trackId, separationId, frames } = source
  for (let at = Math.max(0, range.start); at < Math.min(range.end, frames);) {
    if (separationId === null || lane === 'mix') {
      const piece = pcmPieceAt(frames, at)
      if (!piece) break
      pieces.push({ key: trackPeaksKey(trackId, piece.id), start: piece.start })
      at = piece.start + piece.frames
    } else {
      const piece = stemPieceAt(frames, at)
      if (!piece) break
      if (!finished || isPieceReady(piece, finished)) {
        pieces.push({ key: stemPeaksKey(separationId, lane, piece.id), start: piece.start })
      }
      at = piece.start + piece.frames
    }
  }
  return pieces
}
