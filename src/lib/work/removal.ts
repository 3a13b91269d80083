import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import { separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { NOTHING_REMOVED, type Removed } from '#lib/core/domain/trash.ts'
import type { RowStore, TableName, Tables } from '#lib/platform/storage/rows.ts'
import { noteAct, type Stamp } from './audit.ts'
import { refreshFacts } from './track-facts.ts'

/** The tables that taking songs out, and putting them back, goes over. */
export const REMOVAL_TABLES: readonly TableName[] = [
  'shares',
  'tracks',
  'auditEvents',
  'separations',
  'jobs',
  'mixes',
  'analyses',
  'analysisEdits',
  'albumTracks',
  'downloads',
  'enrichmentTasks',
  'trackFacts',
]

/** Takes the songs' rows out, jobs in flight included (their runs hear of it and stop). Bytes stay until `freeRemoved`. */
export function takeOut(rows: RowStore, trackIds: readonly string[], stamp: Stamp): Promise<Removed> {
  return rows.write(REMOVAL_TABLES, (tables) => takeOutIn(tables, trackIds, stamp))
}

/** The same in the caller's transaction over `REMOVAL_TABLES`. */
export async function takeOutIn(tables: Tables, trackIds: readonly string[], stamp: Stamp): Promise<Removed> {
  const out = structuredClone(NOTHING_REMOVED)
  for (const id of trackIds) {
    const track = await tables.tracks.get(id)
    if (!track) continue
    const mix = await tables.mixes.get(id)
    const separations = await tables.separations.by('trackId', id)
    const jobs = await tables.jobs.by('trackId', id)
    const analyses = await tables.analyses.by('trackId', id)
    const edit = await tables.analysisEdits.get(id)
    const places = await tables.albumTracks.by('trackId', id)
    const download = await tables.downloads.get(id)
    const wishes = await tables.enrichmentTasks.by('trackId', id)
    out.tracks.push(track)
    out.separations.push(...separations)
    out.jobs.push(...jobs)
    out.analyses.push(...analyses)
    out.albumTracks.push(...places)
    if (mix) out.mixes.push(mix)
    if (edit) out.analysisEdits.push(edit)
    if (download) out.downloads.push(download)
    out.enrichmentTasks.push(...wishes)
    // What is gone from here is given to nobody any more; putting it back does not give it away again.
    for (const share of await tables.shares.by('trackId', id))
      await tables.shares.put({ ...share, state: 'stopped' })
    for (const row of separations) await tables.separations.remove(row.id)
    for (const job of jobs) await tables.jobs.remove(job.id)
    for (const row of analyses) await tables.analyses.remove(row.id)
    await tables.analysisEdits.remove(id)
    await tables.trackFacts.remove(id)
    for (const place of places) await tables.albumTracks.remove(place.id)
    for (const row of wishes) await tables.enrichmentTasks.remove(row.id)
    await tables.downloads.remove(id)
    await tables.mixes.remove(id)
    await tables.tracks.remove(id)
  }
  if (out.tracks.length > 0) await noteAct(tables, stamp, 'tracks-removed', namesOf(out.tracks))
  return out
}

/**
 * Puts songs back as they were; what was running waits in the queue again. A song whose file was added anew meanwhile stays
 * out: its ids are answered, for their bytes to be freed.
 */
export function putBack(rows: RowStore, removed: Removed, stamp: Stamp): Promise<Removed> {
  return rows.write(REMOVAL_TABLES, (tables) => putBackIn(tables, removed, stamp))
}

/** The same in the caller's transaction over `REMOVAL_TABLES`. */
export async function putBackIn(tables: Tables, removed: Removed, stamp: Stamp): Promise<Removed> {
  const left = new Set<string>()
  for (const track of removed.tracks) {
    if (await isHere(tables, track)) left.add(track.id)
    else await tables.tracks.put(track)
  }
  const stays = (id: string | null) => id !== null && left.has(id)
  const free = <T extends { trackId: string | null }>(all: readonly T[]) =>
    all.filter((row) => !stays(row.trackId))
  for (const row of free(removed.separations)) await tables.separations.put(row)
  for (const mix of free(removed.mixes)) await tables.mixes.put(mix)
  for (const row of free(removed.analyses)) await tables.analyses.put(row)
  for (const row of free(removed.analysisEdits)) await tables.analysisEdits.put(row)
  for (const place of free(removed.albumTracks)) await tables.albumTracks.put(place)
  for (const row of free(removed.downloads)) await tables.downloads.put(row)
  for (const row of free(removed.enrichmentTasks)) await tables.enrichmentTasks.put(askedAgain(row))
  for (const job of free(removed.jobs)) await tables.jobs.put(waiting(job))
  const back = removed.tracks.filter((track) => !stays(track.id))
  for (const track of back) await refreshFacts(tables, track.id)
  if (back.length > 0) await noteAct(tables, stamp, 'tracks-restored', namesOf(back))
  return {
    ...NOTHING_REMOVED,
    tracks: removed.tracks.filter((track) => stays(track.id)),
    separations: removed.separations.filter((row) => stays(row.trackId)),
  }
}

async function isHere({ tracks }: Pick<Tables, 'tracks'>, track: Track): Promise<boolean> {
  if ((await tracks.by('sourceKey', track.sourceKey)).length > 0) return true
  return track.file !== null && (await tracks.by('file.sha256', track.file.sha256)).length > 0
}

/** As the audit tells it: how many, and the first of them by name. */
function namesOf(tracks: readonly Track[]): { tracks: number; title: string } {
  return {
    tracks: tracks.length,
    title: tracks
      .slice(0, 3)
      .map((track) => track.title)
      .join(', '),
  }
}

function waiting(job: Job): Job {
  if (isEnded(job.state) || job.state === 'paused') return job
  return { ...job, state: 'queued', lease: null }
}

const askedAgain = (row: EnrichmentTask): EnrichmentTask =>
  row.status === 'running' ? { ...row, status: 'queued' } : row

/** Prefixes of everything the songs had on disk. */
export function prefixesOf(removed: Removed): string[] {
  return [
    ...removed.tracks.map((track) => trackPrefix(track.id)),
    ...removed.separations.map((row) => separationPrefix(row.id)),
  ]
}
