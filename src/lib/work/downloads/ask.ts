import { newDownload, type Download, type Offer, type Quality } from '#lib/core/domain/download.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { step } from '#lib/core/jobs/machine.ts'
import { dedupeKeyOf } from '#lib/core/jobs/new-job.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { liveJob } from '../queue/insert.ts'
import { insertDownload } from './insert-download.ts'
import { partFromSound } from './part-from-sound.ts'

interface Doors {
  rows: Pick<RowStore, 'write'>
  now(): number
  newId(): string
}

const TABLES = ['tracks', 'downloads', 'jobs'] as const
const CHOICE_TABLES = [...TABLES, 'albumTracks', 'enrichmentTasks'] as const

/**
 * A person wants the sound of these songs: what is known of offers is forgotten, and looked up anew, but what they chose stays. Songs
 * that have theirs are passed over. Answers the jobs.
 */
export function askForDownloads(
  { rows, now, newId }: Doors,
  trackIds: readonly string[],
  quality: Quality,
): Promise<string[]> {
  return rows.write(TABLES, async (tables) => {
    const jobs: string[] = []
    for (const id of trackIds) {
      const track = await tables.tracks.get(id)
      if (!track || track.file !== null) continue
      const live = await liveDownload(tables, id, quality)
      if (!live) await tables.downloads.change(id, (row) => lookAgain(row, quality))
      const byHand = trackIds.length === 1
      const job = await insertDownload(tables, track, { now: now(), newId, quality, byHand })
      if (job) jobs.push(job.id)
    }
    return jobs
  })
}

function lookAgain(row: Download, quality: Quality): Download {
  const fresh = newDownload(row.trackId, quality, row.changedAt)
  // Pieces of the same sound are gone on with.
  if (row.state === 'fetching' && row.quality === quality) return { ...row, refused: [] }
  return { ...fresh, pinned: row.pinned, spentMs: row.spentMs }
}

/** A person says that what came is the song, however it compares with its preview. */
export async function acceptSound({ rows }: Pick<Doors, 'rows'>, trackId: string): Promise<void> {
  await rows.write(['downloads'], ({ downloads }) =>
    downloads.change(trackId, (row) =>
      row.comparison ? { ...row, comparison: { ...row.comparison, verdict: 'accepted' } } : row,
    ),
  )
}

/**
 * A person takes an offer: it is fetched whatever its length. Work under way for another one of the song ends; sound that is here
 * already becomes a song of its own. Null where the song or the offer is gone, or is what is here.
 */
export function takeOffer(
  { rows, now, newId }: Doors,
  trackId: string,
  src: string,
  always: boolean,
): Promise<string | null> {
  return rows.write(CHOICE_TABLES, async (tables) => {
    const asked = await tables.tracks.get(trackId)
    const before = await tables.downloads.get(trackId)
    const offer = before?.offers.find((one) => one.src === src)
    if (!asked || !before || !offer || isHere(asked, before, src)) return null
    const asking = { now: now(), newId }
    const { track, row } = asked.file
      ? await partFromSound(tables, asked, before, asking)
      : { track: asked, row: before }
    const live = await liveDownload(tables, track.id, row.quality)
    const ended = live && step(live, { type: 'cancel', now: now() })
    if (ended) await tables.jobs.put(ended)
    const chosen = plain(offer)
    await tables.downloads.put({
      ...row,
      state: 'fetching',
      chosen,
      byHand: true,
      pinned: always ? chosen : row.pinned,
      refused: row.refused.filter((one) => one !== src),
      transfer: null,
      changedAt: now(),
    })
    return (
      (await insertDownload(tables, track, { ...asking, quality: row.quality, byHand: true }))?.id ?? null
    )
  })
}

/** Whether the song's sound is this offer's, or came by another way than a download. */
function isHere({ file }: Track, { state, chosen }: Download, src: string): boolean {
  return file !== null && (state !== 'done' || chosen?.src === src)
}

function liveDownload(tables: Pick<Tables, 'jobs'>, trackId: string, quality: Quality) {
  return liveJob(tables, dedupeKeyOf({ kind: 'download', trackId, quality, batchId: null }))
}

/** The offer without what was judged of it. */
function plain(offer: Download['offers'][number]): Offer {
  const { source, src, title, artist, album, durationMs, isrc, from } = offer
  const { pageUrl, licenceUrl, claimed, bytes, prepare } = offer
  return {
    ...{ source, src, title, artist, album, durationMs, isrc, from },
    ...{ pageUrl, licenceUrl, claimed, bytes, prepare },
  }
}
