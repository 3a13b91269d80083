import { separationToShow } from '#lib/core/domain/choose-separation.ts'
import { exportName, safeName } from '#lib/core/domain/export-name.ts'
import type { FileWish } from '#lib/core/domain/file-address.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { wavBytes, type WavShape } from '#lib/core/dsp/wav.ts'
import { wavSpan } from '#lib/core/dsp/wav-span.ts'
import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { openKept } from '#lib/platform/blobs/kept-file.ts'
import { LaneReader } from '#lib/platform/blobs/lane-reader.ts'
import type { Song } from './song-rows.ts'
import type { ServedFile } from './served-file.ts'

/** The file that is wished for; null where there is none: no such stem, or not all of it is on disk. */
export async function openFile(song: Song, wish: FileWish, blobs: BlobStore): Promise<ServedFile | null> {
  return wish.part === 'original' ? openOriginal(song, blobs) : openLane(song, wish, blobs)
}

async function openOriginal({ track }: Song, blobs: BlobStore): Promise<ServedFile | null> {
  if (!track.file) return null
  const { name, mime, sha256 } = track.file
  const whole = await openKept(blobs, track.id, track.file)
  return {
    name: safeName(name),
    // Never a type that a browser would run.
    type: /^(audio|video)\/[\w.+-]+$/.test(mime) ? mime : 'application/octet-stream',
    size: whole.size,
    tag: sha256,
    async *bytes(start, end) {
      for (let at = start; at < end; at += MAX_BLOB_BYTES) {
        yield new Uint8Array(await whole.slice(at, Math.min(end, at + MAX_BLOB_BYTES)).arrayBuffer())
      }
    },
  }
}

function openLane(song: Song, wish: FileWish, blobs: BlobStore): ServedFile | null {
  const lane = laneOf(song, wish)
  if (!lane) return null
  const { source, first, frames } = lane
  const shape: WavShape = { frames, sampleRate: SAMPLE_RATE, bits: wish.bits }
  return {
    name: exportName(song.track, wish.part === 'mix' ? null : wish.part, 'wav'),
    type: 'audio/wav',
    size: wavBytes(shape),
    tag: `${source.separationId ?? song.track.id}-${wish.part}-${wish.bits}`,
    bytes(start, end) {
      const reader = new LaneReader(blobs, source)
      return wavSpan(shape, (frame, out) => reader.read(first + frame, out), start, end)
    },
  }
}

interface Lane {
  source: LaneSource
  /** Where in the lane its file begins. */
  first: number
  frames: number
}

function laneOf({ track, separations }: Song, { part, separationId }: FileWish): Lane | null {
  if (part === 'original') return null
  if (part === 'mix') {
    if (!track.pcm) return null
    const { frames } = track.pcm
    return { source: { lane: part, trackId: track.id, separationId: null, frames }, first: 0, frames }
  }
  const whole = separations.filter((one) => one.state === 'complete' && one.stems.includes(part))
  const chosen = separationToShow(whole, separationId)
  if (!chosen || (separationId !== null && chosen.id !== separationId)) return null
  const { start, end } = chosen.region ?? { start: 0, end: chosen.frames }
  const source = { lane: part, trackId: track.id, separationId: chosen.id, frames: chosen.frames }
  return { source, first: start, frames: end - start }
}
