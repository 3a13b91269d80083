import type { ExportFile } from '#lib/core/domain/export.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { MadeFile } from '#workers/audio/contract.ts'

// Not in a `.svelte.ts` file: see `app/read-song.ts`.

/** Every export with its files. */
export async function readExports({ exports, exportFiles }: Tables) {
  const rows = (await exports.all()).toSorted((a, b) => b.createdAt - a.createdAt)
  const files = new Map<string, ExportFile[]>(rows.map(({ id }) => [id, []]))
  for (const file of await exportFiles.all()) files.get(file.exportId)?.push(file)
  for (const list of files.values()) list.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { rows, files }
}

export async function readExport({ exports, exportFiles }: Tables, id: string) {
  return { row: await exports.get(id), files: await exportFiles.by('exportId', id) }
}

/** What is made, in order. */
export function madeOf(files: readonly ExportFile[]): MadeFile[] {
  return files
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ path, cacheId, bytes }) =>
      cacheId !== null && bytes !== null ? [{ path, cacheId, bytes }] : [],
    )
}

/** A made file, read lazily. */
export async function madeBlob(
  blobs: Pick<BlobStore, 'keys' | 'blob'>,
  cacheId: string,
  mime: string,
): Promise<Blob> {
  const parts: Blob[] = []
  for (const key of await blobs.keys(exportPrefix(cacheId))) {
    const part = await blobs.blob(key)
    if (part) parts.push(part)
  }
  return new Blob(parts, { type: mime })
}

export const bytesOf = (files: readonly MadeFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0)
