import type { Tables } from '#lib/platform/storage/rows.ts'

/** Takes an export's rows out; answers the made bytes that nobody else speaks of, to be freed once this is committed. */
export async function forgetExport(
  { exports, exportFiles, exportCache }: Tables,
  exportId: string,
): Promise<string[]> {
  const files = await exportFiles.by('exportId', exportId)
  await exports.remove(exportId)
  for (const file of files) await exportFiles.remove(file.id)
  const others = new Set((await exportFiles.all()).map(({ cacheId }) => cacheId))
  const free = [...new Set(files.flatMap(({ cacheId }) => cacheId ?? []))].filter((id) => !others.has(id))
  for (const id of free) await exportCache.remove(id)
  return free
}
