import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { BadBits } from '#lib/core/dsp/flac/bit-reader.ts'
import { packFloats, unpackFloats } from '#lib/core/dsp/flac/float-pack.ts'
import { bytesOf, channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { peaksOf } from '#lib/core/dsp/peaks.ts'
import { CHUNK_BYTES, MOST_UNIT_BYTES } from '#lib/core/sharing/limits.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Weighed } from './contract.ts'

/** Packs a stem's piece; what was packed before is only weighed. */
export async function packPiece(blobs: BlobStore, from: string, to: string): Promise<Weighed> {
  if (!(await blobs.has(to))) {
    const bytes = await bytesAt(blobs, from)
    const packed = packFloats(channelsOf(bytes.buffer))
    if (packed.length > MOST_UNIT_BYTES) throw new FaultError(fault('share-too-large', { detail: from }))
    await blobs.put([{ key: to, bytes: packed }])
  }
  return weigh(blobs, to)
}

export async function weigh(blobs: BlobStore, key: string): Promise<Weighed> {
  const bytes = await bytesAt(blobs, key)
  const hashes: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const digest = await crypto.subtle.digest('SHA-256', bytes.subarray(at, at + CHUNK_BYTES))
    hashes.push(new Uint8Array(digest))
  }
  return { bytes: bytes.length, hashes }
}

/** Fault `share-unfit`: the chunks are what was announced, and yet no pack of so many frames. */
export async function openPack(
  blobs: BlobStore,
  chunks: readonly string[],
  frames: number,
  to: string,
  peaks: string,
): Promise<void> {
  const parts: Blob[] = []
  for (const key of chunks) {
    const part = await blobs.blob(key)
    if (!part) throw new FaultError(fault('storage-lost', { detail: key }))
    parts.push(part)
  }
  const packed = new Uint8Array(await new Blob(parts).arrayBuffer())
  const [left, right] = unpacked(packed, frames)
  await blobs.put([
    { key: to, bytes: bytesOf(left, right) },
    { key: peaks, bytes: peaksOf(left, right) },
  ])
}

function unpacked(packed: Uint8Array, frames: number) {
  try {
    return unpackFloats(packed, frames)
  } catch (error) {
    if (!(error instanceof BadBits)) throw error
    throw new FaultError(fault('share-unfit', { detail: error.message }), error)
  }
}

async function bytesAt(blobs: BlobStore, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await blobs.get(key)
  if (!bytes) throw new FaultError(fault('share-gone', { detail: key }))
  return bytes
}
