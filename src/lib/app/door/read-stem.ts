import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { stemKey } from '#lib/core/domain/keys.ts'
import type { FrameRange, Separation, StemName } from '#lib/core/domain/separation.ts'
import { channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { SAMPLE_RATE, stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { StemAudio } from './sound-forge.ts'

/** The newest separation with this stem, a complete one before an unfinished one. */
export function separationWith(stem: StemName, separations: readonly Separation[]): Separation | null {
  const having = separations.filter(({ stems }) => stems.includes(stem))
  const rank = (one: Separation) => (one.state === 'complete' ? 1 : 0)
  return having.toSorted((a, b) => rank(b) - rank(a) || b.createdAt - a.createdAt)[0] ?? null
}

/**
 * A stretch of a stem, joined from its stored pieces; `range` is cut to the track.
 * Throws FaultError `stem-missing` when a piece of it is not separated yet.
 */
export async function readStem(
  blobs: Pick<BlobStore, 'get'>,
  separation: Separation,
  stem: StemName,
  range: FrameRange,
): Promise<StemAudio> {
  const start = Math.max(0, range.start)
  const end = Math.min(separation.frames, range.end)
  const length = Math.max(0, end - start)
  const channels: StemAudio['channels'] = [new Float32Array(length), new Float32Array(length)]
  for (let frame = start; frame < end;) {
    const piece = stemPieceAt(separation.frames, frame)
    const bytes = piece && (await blobs.get(stemKey(separation.id, stem, piece.id)))
    if (!piece || !bytes) throw new FaultError(fault('stem-missing', { detail: `${stem} at frame ${frame}` }))
    const pieceEnd = Math.min(end, piece.start + piece.frames)
    channelsOf(bytes.buffer).forEach((samples, side) => {
      channels[side === 0 ? 0 : 1].set(
        samples.subarray(frame - piece.start, pieceEnd - piece.start),
        frame - start,
      )
    })
    frame = pieceEnd
  }
  return { sampleRate: SAMPLE_RATE, channels }
}
