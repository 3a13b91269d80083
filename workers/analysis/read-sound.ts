import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { channelsOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { stemPieceAt } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

export interface Stereo {
  left: Float32Array
  right: Float32Array
}

type Place = { id: string; start: number; frames: number }

async function pieceUnder(blobs: Pick<BlobStore, 'get'>, key: string, place: Place): Promise<Stereo> {
  const bytes = await blobs.get(key)
  if (bytes?.byteLength !== place.frames * 8) throw new FaultError(fault('storage-lost', { detail: key }))
  const [left, right] = channelsOf(
    bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer,
  )
  return { left, right }
}

/** The pieces of a decoded song in order. Fault: `storage-lost`. */
export async function* songPieces(
  blobs: Pick<BlobStore, 'get'>,
  trackId: string,
  frames: number,
  indices?: readonly number[],
): AsyncGenerator<Stereo & Place, void, undefined> {
  const starts = indices?.map((index) => index * (pcmPieceAt(frames, 0)?.frames ?? 0))
  if (starts) {
    for (const start of starts) {
      const place = pcmPieceAt(frames, start)
      if (place) yield { ...place, ...(await pieceUnder(blobs, pcmKey(trackId, place.id), place)) }
    }
    return
  }
  for (let at = 0; at < frames;) {
    const place = pcmPieceAt(frames, at)
    if (!place) return
    yield { ...place, ...(await pieceUnder(blobs, pcmKey(trackId, place.id), place)) }
    at = place.start + place.frames
  }
}

/** The pieces of all stems of a whole separation side by side, in order. Fault: `storage-lost`. */
export async function* stemPieces(
  blobs: Pick<BlobStore, 'get'>,
  separationId: string,
  stems: readonly StemName[],
  frames: number,
): AsyncGenerator<Map<StemName, Stereo>, void, undefined> {
  for (let at = 0; at < frames;) {
    const place = stemPieceAt(frames, at)
    if (!place) return
    const pieces = new Map<StemName, Stereo>()
    for (const stem of stems)
      pieces.set(stem, await pieceUnder(blobs, stemKey(separationId, stem, place.id), place))
    yield pieces
    at = place.start + place.frames
  }
}

export function monoOf({ left, right }: Stereo): Float32Array {
  const mono = new Float32Array(left.length)
  for (let i = 0; i < mono.length; i++) mono[i] = ((left[i] as number) + (right[i] as number)) / 2
  return mono
}
