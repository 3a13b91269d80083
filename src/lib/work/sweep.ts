import { OWNER_ROOTS, type ByteOwner } from '#lib/core/storage/byte-kinds.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore, TableName } from '#lib/platform/storage/rows.ts'
import { OWNED } from './storage/owned-bytes.ts'

const OWNERS = Object.keys(OWNER_ROOTS) as ByteOwner[]
const TABLES: TableName[] = [...new Set(OWNERS.flatMap((owner) => OWNED[owner].tables)), 'trash']

/** Distinct ids in keys like `track/<id>/…`. */
function idsIn(keys: readonly string[], root: string): string[] {
  return [...new Set(keys.map((key) => key.slice(root.length).split('/')[0] ?? ''))]
}

/**
 * Frees bytes that no row speaks of: what a page that died left of a removal, a cancelled job or a half-added file. What lies
 * in the trash stays. To be run only while nobody holds `UNOWNED_BYTES`. Answers the prefixes that were freed.
 */
export async function sweep(rows: RowStore, blobs: BlobStore): Promise<string[]> {
  // Keys first: what gets its row after this moment is seen to have it.
  const found = await Promise.all(
    OWNERS.map(async (owner) => ({
      owner,
      ids: idsIn(await blobs.keys(OWNER_ROOTS[owner]), OWNER_ROOTS[owner]),
    })),
  )
  const orphans = await rows.read(TABLES, async (tables) => {
    const kept = new Set((await tables.trash.all()).flatMap((item) => item.prefixes))
    const all: string[] = []
    for (const { owner, ids } of found) {
      const known = await OWNED[owner].ids(tables)
      if (!known) continue
      const owned = new Set(known)
      all.push(...ids.filter((id) => !owned.has(id)).map((id) => `${OWNER_ROOTS[owner]}${id}/`))
    }
    return all.filter((prefix) => !kept.has(prefix))
  })
  for (const prefix of orphans) await blobs.removeAll(prefix)
  return orphans
}
