import * as v from 'valibot'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { DEFAULT_RECIPE, PLAIN, type Recipe } from '#lib/core/domain/recipe.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { recipeSchema } from '#lib/platform/storage/export-schemas.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertExport } from '#lib/work/exports/insert-export.ts'
import { madeBlob, readExport } from '../exports/made-files.ts'
import { mimeOf } from '../exports/saver.ts'
import type { Exported, ExportWish } from './sound-forge.ts'

interface ExportNeeds {
  rows: Pick<RowStore, 'read' | 'write'>
  blobs: Pick<BlobStore, 'keys' | 'blob'>
  newId(): string
  now(): number
}

/** The whole recipe that a program's words mean; what it leaves out is as usual. */
export function recipeOf({ name: _, processing, tags, ...wish }: ExportWish): Recipe {
  const said = {
    ...DEFAULT_RECIPE,
    ...wish,
    processing: { ...PLAIN, ...processing },
    tags: { ...DEFAULT_RECIPE.tags, ...tags },
  }
  const read = v.safeParse(recipeSchema, said)
  if (read.success) return read.output
  const [issue] = read.issues
  const where = v.getDotPath(issue) ?? 'recipe'
  throw new FaultError(fault('unknown', { detail: `${where}: ${issue.message}` }))
}

export async function askExport(
  needs: ExportNeeds,
  trackIds: readonly string[],
  wish: ExportWish,
): Promise<{ exportId: string; jobId: string }> {
  const asked = { trackIds, recipe: recipeOf(wish), name: wish.name ?? 'Export', folder: null }
  const inserted = await insertExport(needs.rows, asked, asking(needs))
  if (!inserted.ok) throw new FaultError(inserted.fault)
  return { exportId: inserted.value.id, jobId: inserted.value.jobId }
}

const asking = ({ now, newId }: ExportNeeds) => ({ now: now(), newId: () => newId() })

/** null where there is none of that id. */
export async function readExported({ rows }: ExportNeeds, exportId: string): Promise<Exported | null> {
  const { row, files } = await rows.read(['exports', 'exportFiles'], (tables) => readExport(tables, exportId))
  if (!row) return null
  const { id, name, madeAt, leftOut } = row
  return {
    ...{ id, name, isMade: madeAt !== null, leftOut: leftOut.map((one) => ({ ...one })) },
    files: files
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((file) => {
        const { id: fileId, path, state, bytes, fault: why, sound, trackId } = file
        return { id: fileId, trackId, path, mime: mimeOf(file), state, bytes, fault: why, sound }
      }),
  }
}

/** The bytes of a made file, read lazily. Fault: `file-unwritten` while it is not made. */
export async function exportedBlob({ rows, blobs }: ExportNeeds, fileId: string): Promise<Blob> {
  const file = await rows.read(['exportFiles'], ({ exportFiles }) => exportFiles.get(fileId))
  if (!file?.cacheId) throw new FaultError(fault('file-unwritten', { detail: 'not made' }))
  return madeBlob(blobs, file.cacheId, mimeOf(file))
}
