import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { OrderFile, OrderModel } from './contract.ts'

const missing = (file: OrderFile) => new FaultError(fault('model-missing', { detail: file.name }))

/** Throws `model-missing` unless every file's chunks add up to its length. Reads no bytes. */
export async function checkModel(blobs: BlobStore, model: OrderModel): Promise<void> {
  for (const file of model.graphs.flatMap((graph) => graph.files)) {
    let bytes = 0
    for (const key of file.chunkKeys) bytes += (await blobs.blob(key))?.size ?? 0
    if (bytes !== file.bytes) throw missing(file)
  }
}

/** A file's bytes, its chunks joined. */
export async function readModelFile(blobs: BlobStore, file: OrderFile): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(file.bytes)
  let at = 0
  for (const key of file.chunkKeys) {
    const chunk = await blobs.get(key)
    if (!chunk || at + chunk.byteLength > whole.byteLength) throw missing(file)
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  if (at !== whole.byteLength) throw missing(file)
  return whole
}
