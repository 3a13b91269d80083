import { planOf } from '#lib/core/intake/plan.ts'
import { wishOf } from '#lib/core/intake/wish.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { readListNow } from '#lib/core/lists/read-list.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { addWish } from '#lib/work/intake/insert-wish.ts'
import type { TextAdded } from './sound-forge.ts'

export interface AddDoors {
  rows: Pick<RowStore, 'read' | 'write'>
  now(): number
  newId(): string
}

/** Takes links or a list of songs as the intake box does, without looking at them first. `list-empty` where it holds none. */
export async function addText({ rows, now, newId }: AddDoors, text: string): Promise<TextAdded> {
  const shelf = await rows.read(['tracks', 'albums'], async ({ tracks, albums }) => ({
    tracks: await tracks.all(),
    albums: await albums.all(),
  }))
  const wish = wishOf(planOf(readListNow(text), shelf), 'list')
  if (wish.songs.length === 0 && wish.links.length === 0) throw new FaultError(fault('list-empty'))
  const { trackIds, knownIds, jobIds } = await addWish(rows, wish, { now: now(), newId })
  return { trackIds: [...trackIds, ...knownIds], jobIds }
}
