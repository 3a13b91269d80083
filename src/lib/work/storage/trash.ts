import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { pcmPrefix, separationPrefix } from '#lib/core/domain/keys.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { NOTHING_REMOVED, type Cleanup, type Removed, type TrashItem } from '#lib/core/domain/trash.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { noteAct, type Stamp } from '../audit.ts'
import { prefixesOf, putBackIn, REMOVAL_TABLES, takeOutIn } from '../removal.ts'

const TABLES = [...REMOVAL_TABLES, 'trash'] as const

interface Taken {
  tracks: Track[]
  removed: Removed
  sounds: TrashItem['sounds']
  prefixes: string[]
}

/**
 * Takes what a clean-up frees out of the library and puts it into the trash, in one transaction: until `emptyTrash` no byte is
 * gone. What is being worked on stays. Null when there was nothing to take.
 */
export async function moveToTrash(
  { rows, blobs }: { rows: RowStore; blobs: Pick<BlobStore, 'use'> },
  what: Cleanup,
  trackIds: readonly string[],
  stamp: Stamp,
): Promise<TrashItem | null> {
  const item = await rows.write(TABLES, async (tables) => {
    const taken = await TAKE[what](tables, trackIds, stamp)
    if (taken.tracks.length === 0) return null
    const { tracks, removed, sounds, prefixes } = taken
    const titles = tracks.slice(0, 3).map((track) => track.title)
    const head = { id: stamp.newId(), at: stamp.now, what, songs: tracks.length, titles, bytes: 0 }
    const row: TrashItem = { ...head, prefixes, removed, sounds }
    await tables.trash.put(row)
    const first = what === 'stems' ? 'separation-removed' : 'sound-removed'
    if (what !== 'songs') await noteAct(tables, stamp, first, { songs: tracks.length })
    return row
  })
  if (!item) return null
  // Weighed outside the transaction, which may await nothing but rows.
  const sizes = await Promise.all(item.prefixes.map((prefix) => blobs.use(prefix)))
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
  return rows.write(['trash'], ({ trash }) => trash.change(item.id, (row) => ({ ...row, bytes })))
}

const TAKE: Readonly<
  Record<Cleanup, (tables: Tables, ids: readonly string[], stamp: Stamp) => Promise<Taken>>
> = {
  async songs(tables, ids, stamp) {
    const removed = await takeOutIn(tables, ids, stamp)
    return { tracks: removed.tracks, removed, sounds: [], prefixes: prefixesOf(removed) }
  },

  async stems(tables, ids) {
    const taken: Taken = emptyTaken()
    for (const track of await tracksOf(tables, ids)) {
      const busy = separating(await tables.jobs.by('trackId', track.id))
      const rows = (await tables.separations.by('trackId', track.id)).filter((row) => !busy.has(row.id))
      for (const row of rows) await tables.separations.remove(row.id)
      if (rows.length === 0) continue
      taken.tracks.push(track)
      taken.removed.separations.push(...rows)
      taken.prefixes.push(...rows.map((row: Separation) => separationPrefix(row.id)))
    }
    return taken
  },

  async sound(tables, ids) {
    const taken: Taken = emptyTaken()
    for (const track of await tracksOf(tables, ids)) {
      const live = (await tables.jobs.by('trackId', track.id)).some((job) => !isEnded(job.state))
      if (live || track.state !== 'ready' || !track.pcm || !track.file) continue
      taken.tracks.push(track)
      taken.sounds.push({ trackId: track.id, pcm: track.pcm })
      taken.prefixes.push(pcmPrefix(track.id))
      await tables.tracks.put({ ...track, pcm: null })
    }
    return taken
  },
}

const emptyTaken = (): Taken => ({
  ...{ tracks: [], sounds: [], prefixes: [] },
  removed: structuredClone(NOTHING_REMOVED),
})

async function tracksOf({ tracks }: Tables, ids: readonly string[]): Promise<Track[]> {
  const all = await Promise.all(ids.map((id) => tracks.get(id)))
  return all.filter((track) => track !== null)
}

function separating(jobs: readonly Job[]): ReadonlySet<string> {
  const live = jobs.filter((job) => !isEnded(job.state))
  return new Set(live.flatMap(({ wish }) => (wish.kind === 'separate' ? [wish.separationId] : [])))
}

/** Puts a clean-up back as it was. What has come anew meanwhile stays; false when it was gone already. */
export function takeBack(rows: RowStore, id: string, stamp: Stamp): Promise<boolean> {
  return rows.write(TABLES, async (tables) => {
    const item = await tables.trash.get(id)
    if (!item) return false
    await putBackIn(tables, item.removed, stamp)
    for (const { trackId, pcm } of item.sounds)
      await tables.tracks.change(trackId, (track) => (track.pcm ? track : { ...track, pcm }))
    await tables.trash.remove(id)
    return true
  })
}

/**
 * Frees what lies in the trash for good: `id` alone, or all of it. Rows go first, so that what cannot be freed now is found by
 * the sweep of a later start. Answers the prefixes to free.
 */
export function emptyTrash(rows: RowStore, id?: string): Promise<string[]> {
  return rows.write(['trash', 'tracks', 'separations', 'jobs'], async (tables) => {
    const all = await tables.trash.all()
    const prefixes: string[] = []
    for (const item of all.filter((one) => id === undefined || one.id === id)) {
      await tables.trash.remove(item.id)
      prefixes.push(...(await stillFree(tables, item)))
    }
    return prefixes
  })
}

/** What the library has not taken up again: sound that was decoded anew lies at the old place. */
async function stillFree(tables: Pick<Tables, 'tracks' | 'separations' | 'jobs'>, item: TrashItem) {
  const used = new Set<string>()
  for (const { trackId } of item.sounds) {
    const jobs = await tables.jobs.by('trackId', trackId)
    const decoding = jobs.some((job) => job.kind === 'prepare' && !isEnded(job.state))
    if (decoding || (await tables.tracks.get(trackId))?.pcm) used.add(pcmPrefix(trackId))
  }
  return item.prefixes.filter((prefix) => !used.has(prefix))
}
