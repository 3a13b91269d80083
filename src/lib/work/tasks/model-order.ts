import { MODEL_CHUNK_BYTES, modelChunkKey } from '#lib/core/domain/keys.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import { GRAPH_IO, type ModelCard, type ModelFile } from '#models/card.ts'
import type { OrderFile, OrderModel } from '#workers/separation/contract.ts'

/** Keys of the chunks in which `bytes` bytes with this hash are kept. */
export function chunkKeysOf(sha256: string, bytes: number): string[] {
  const count = Math.ceil(bytes / MODEL_CHUNK_BYTES)
  return Array.from({ length: count }, (_, index) => modelChunkKey(sha256, index))
}

function orderFile(file: ModelFile): OrderFile {
  const chunkKeys = file.parts.flatMap((part) => chunkKeysOf(part.sha256, part.bytes))
  return { name: file.name, bytes: file.bytes, chunkKeys }
}

/** What the separation worker needs of a model that is here whole; null while it is not. */
export function modelOrder(card: ModelCard, row: ModelRow | null): OrderModel | null {
  if (row?.state !== 'ready') return null
  if (row.imported.length > 0) {
    const graphs = row.imported.map(({ fileName, sha256, bytes, weights, ports }) => ({
      name: fileName,
      files: [{ name: fileName, bytes, chunkKeys: chunkKeysOf(sha256, bytes) }],
      weights,
      ports,
    }))
    return { stems: card.stems, graphs }
  }
  const graphs = card.graphs.map(({ name, files, weights }) => ({
    name,
    files: files.map(orderFile),
    weights,
    ports: GRAPH_IO,
  }))
  return graphs.length > 0 ? { stems: card.stems, graphs } : null
}

/** The hash that names this model's version: the first graph's. */
export function modelHash(card: ModelCard, row: ModelRow | null): string {
  return row?.imported[0]?.sha256 ?? card.graphs[0]?.files[0]?.sha256 ?? ''
}
