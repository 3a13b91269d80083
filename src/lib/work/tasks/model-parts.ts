import { MODEL_CHUNK_BYTES, modelChunkKey, modelPrefix } from '#lib/core/domain/keys.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { ModelCard, ModelPart } from '#models/card.ts'

/** Every part of a card, in the order they are fetched. */
export function partsOf(card: ModelCard): ModelPart[] {
  return card.graphs.flatMap((graph) => graph.files.flatMap((file) => file.parts))
}

/** The row of a model of which nothing is here. */
export function emptyRow(card: ModelCard, now: number): ModelRow {
  const totalBytes = partsOf(card).reduce((sum, part) => sum + part.bytes, 0)
  return {
    id: card.id,
    state: 'absent',
    parts: [],
    bytes: 0,
    totalBytes,
    imported: [],
    fault: null,
    changedAt: now,
  }
}

/** The row when exactly the parts with these hashes are here. */
export function rowWith(card: ModelCard, row: ModelRow, hashes: ReadonlySet<string>, now: number): ModelRow {
  const kept = partsOf(card).filter((part) => hashes.has(part.sha256))
  const bytes = kept.reduce((sum, part) => sum + part.bytes, 0)
  const whole = kept.length === partsOf(card).length && kept.length > 0
  const state = whole ? 'ready' : kept.length > 0 ? 'partial' : 'absent'
  return { ...row, state, parts: kept.map((part) => part.sha256), bytes, fault: null, changedAt: now }
}

/** Keeps verified bytes under their hash, in one transaction. */
export async function keepUnderHash(
  blobs: BlobStore,
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const entries = []
  for (let at = 0, index = 0; at < bytes.length; at += MODEL_CHUNK_BYTES, index++) {
    entries.push({ key: modelChunkKey(sha256, index), bytes: bytes.slice(at, at + MODEL_CHUNK_BYTES) })
  }
  await blobs.put(entries)
}

/** The bytes kept under a hash, joined; null when any chunk is gone. */
export async function readUnderHash(
  blobs: BlobStore,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const keys = await blobs.keys(modelPrefix(sha256))
  const chunks = await Promise.all(keys.map((key) => blobs.blob(key)))
  const found = chunks.filter((chunk) => chunk !== null)
  if (found.length === 0 || found.length !== keys.length) return null
  return new Uint8Array(await new Blob(found).arrayBuffer())
}
