import { fault } from '#lib/core/domain/fault.ts'
import { modelPrefix } from '#lib/core/domain/keys.ts'
import type { ImportedGraph, ModelRow } from '#lib/core/domain/model.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { sha256Of } from '#lib/platform/net/fetch-part.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { ModelCard, ModelFile } from '#models/card.ts'
import { inspect } from '#models/inspect.ts'
import { slotFor, slotsOf } from '#models/slots.ts'
import { noteAct } from '../audit.ts'
import { emptyRow, keepUnderHash, partsOf, rowWith } from './model-parts.ts'

/** Larger than any graph of these models (mdx_extra in float32 is 335 MB); more would not fit in memory to be read. */
const MAX_FILE_BYTES = 600_000_000

interface Doors {
  rows: RowStore
  blobs: BlobStore
  now(): number
}

/**
 * Takes a model from a file: the very file that this site serves, or any ONNX graph with the card's interface.
 * Faults: `model-unfit` (its detail names the reason), `storage-full`.
 */
export async function importModel(doors: Doors, card: ModelCard, file: File): Promise<Outcome<void>> {
  if (file.size > MAX_FILE_BYTES) return failed(fault('model-unfit', { detail: `${file.size} bytes` }))
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sha256 = await sha256Of(bytes)
  const served = card.graphs.flatMap((graph) => graph.files).find((known) => known.sha256 === sha256)
  if (served) {
    await keepServed(doors, card, served, bytes)
    return done(undefined)
  }
  const found = inspect(bytes, card.stems.length)
  if (!found.fits) return failed(fault('model-unfit', { detail: `${found.reason}: ${found.detail}` }))
  await keepUnderHash(doors.blobs, sha256, bytes)
  const graph = { fileName: file.name.slice(0, 200), sha256, bytes: bytes.length, ports: found.names }
  await keepGraph(doors, card, graph)
  return done(undefined)
}

async function keepServed(
  doors: Doors,
  card: ModelCard,
  file: ModelFile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  let at = 0
  for (const part of file.parts) {
    await keepUnderHash(doors.blobs, part.sha256, bytes.slice(at, at + part.bytes))
    at += part.bytes
  }
  await doors.rows.write(['models'], async ({ models }) => {
    const row = (await models.get(card.id)) ?? emptyRow(card, doors.now())
    const here = new Set([...row.parts, ...file.parts.map((part) => part.sha256)])
    await models.put(rowWith(card, { ...row, imported: [] }, here, doors.now()))
  })
}

async function keepGraph(
  doors: Doors,
  card: ModelCard,
  graph: Omit<ImportedGraph, 'slot' | 'weights'>,
): Promise<void> {
  const slots = slotsOf(card)
  const replaced = await doors.rows.write(['models'], async ({ models }) => {
    const row = (await models.get(card.id)) ?? emptyRow(card, doors.now())
    const slot = slotFor(slots, graph.fileName, new Set(row.imported.map((one) => one.slot)))
    const others = row.imported.filter((one) => one.slot !== slot.name)
    const imported = [...others, { ...graph, slot: slot.name, weights: slot.weights }]
    await models.put(importedRow(row, imported, slots.length, doors.now()))
    return row.imported.filter((one) => !imported.some(({ sha256 }) => sha256 === one.sha256))
  })
  for (const old of replaced) await doors.blobs.removeAll(modelPrefix(old.sha256))
}

function importedRow(row: ModelRow, imported: ImportedGraph[], slots: number, now: number): ModelRow {
  const bytes = imported.reduce((sum, one) => sum + one.bytes, 0)
  const state = imported.length === slots ? 'ready' : 'partial'
  return { ...row, imported, state, bytes, totalBytes: bytes, fault: null, changedAt: now }
}

/** Removes every byte of a model and its row. */
export async function removeModel(doors: Doors & { newId(): string }, card: ModelCard): Promise<void> {
  const row = await doors.rows.write(['models', 'auditEvents'], async (tables) => {
    const old = await tables.models.get(card.id)
    await tables.models.remove(card.id)
    const stamp = { now: doors.now(), newId: doors.newId }
    if (old) await noteAct(tables, stamp, 'model-removed', { model: card.id, bytes: old.bytes })
    return old
  })
  const hashes = [...partsOf(card), ...(row?.imported ?? [])].map((one) => one.sha256)
  for (const hash of hashes) await doors.blobs.removeAll(modelPrefix(hash))
}
