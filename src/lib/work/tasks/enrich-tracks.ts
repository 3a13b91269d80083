import { namesFrom, withCatalogue } from '#lib/core/catalogue/track-from.ts'
import { sameRecording } from '#lib/core/catalogue/recognise-track.ts'
import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { foundCoverKey } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { isFromFile, type Track } from '#lib/core/domain/track.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { ProxyClient, TrackMeta } from '#lib/platform/net/proxy-client.ts'
import { faultOfProxy } from '#lib/platform/net/proxy-faults.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { insertFirstDownload } from '../downloads/insert-download.ts'
import { keepCover } from '../metadata/keep-cover.ts'
import { readSettings } from '../settings-rows.ts'
import type { Task, TaskContext } from '../registry.ts'

export interface EnrichDoors {
  proxy: Pick<ProxyClient, 'search' | 'cover'>
  blobs: BlobStore
  now(): number
  newId(): string
}

const MOST_FINDS = 8
/** Quick ones with good data, and the one that knows labels. */
const CATALOGUES = ['spotify', 'deezer', 'itunes', 'musicbrainz']

/**
 * Takes the tasks one by one, the oldest first, until none waits: finds the recording in the catalogues and puts in what is
 * missing. A catalogue that asks for patience, and a network that is gone, stop the run and not the task: it waits with the job.
 */
export function enrichTask(doors: EnrichDoors): Task {
  return {
    kind: 'enrich',
    async run(context) {
      await takeBack(context)
      for (let count = 0; ; count++) {
        if (context.signal.aborted) return failed(fault('cancelled'))
        const next = await take(doors, context)
        if (!next) return done(async () => undefined)
        context.tick({ phase: 'looking-up', fraction: count / (count + next.left), leftS: null })
        const why = await enrichOne(doors, context, next)
        if (!why) continue
        if (isWorthWaiting(why, context.job.attempts)) {
          await settle(doors, context, next.task, { status: 'queued' })
          return failed(why)
        }
        await settle(doors, context, next.task, { status: 'error', errorMessage: wordsOf(why) })
      }
    },
  }
}

/** A service that fails again and again over one track must not keep the others waiting. */
function isWorthWaiting(why: Fault, attempts: number): boolean {
  if (['proxy-missing', 'cancelled', 'interrupted', 'offline'].includes(why.code)) return true
  return why.retry === 'soon' && (why.retryAfterMs !== undefined || attempts === 0)
}

const wordsOf = ({ code, detail }: Fault) => (detail ? `${code}: ${detail}` : code)

/** What a page that died had in hand waits again, unless somebody else is at it. */
function takeBack(context: TaskContext): Promise<void> {
  return context.commit(async ({ enrichmentTasks, jobs }) => {
    const others = (await jobs.by('state', 'running')).filter((job) => job.kind === 'enrich')
    if (others.length > 1) return
    for (const row of await enrichmentTasks.by('status', 'running'))
      await enrichmentTasks.put({ ...row, status: 'queued' })
  })
}

interface Taken {
  task: EnrichmentTask
  track: Track
  /** This one and those that wait after it. */
  left: number
}

/** The oldest that waits, marked as in hand; tasks whose track is gone go too. */
function take({ now }: EnrichDoors, context: TaskContext): Promise<Taken | null> {
  return context.commit(async ({ enrichmentTasks, tracks }) => {
    const waiting = await enrichmentTasks.by('status', 'queued')
    for (const row of waiting.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
      const track = await tracks.get(row.trackId)
      if (track) {
        const task: EnrichmentTask = { ...row, status: 'running', updatedAt: now() }
        await enrichmentTasks.put(task)
        return { task, track, left: waiting.length }
      }
      await enrichmentTasks.remove(row.id)
    }
    return null
  })
}

async function enrichOne(doors: EnrichDoors, context: TaskContext, taken: Taken): Promise<Fault | null> {
  const found = await find(doors, context, taken.track)
  if (!found.ok) return found.fault
  const learnt = found.value.reduce((track, one) => withCatalogue(track, one, 'fill'), taken.track)
  const hasCover = await withCover(doors, context, learnt)
  if (!hasCover.ok) return hasCover.fault
  const isKnown = found.value.length > 0 || learnt.isrc !== null || learnt.spotifyId !== null
  await context.commit(async (tables) => {
    const now = doors.now()
    const row = await tables.tracks.change(taken.track.id, (track) => {
      const filled = found.value.reduce((so, one) => withCatalogue(so, one, 'fill'), track)
      return { ...filled, ...namesFrom(filled), hasCover: track.hasCover || hasCover.value }
    })
    if (!row) return tables.enrichmentTasks.remove(taken.task.id)
    const isWhole = row.hasCover && row.durationMs !== null
    const result = isKnown ? (isWhole ? 'enriched' : 'identified') : 'nothing'
    await tables.enrichmentTasks.change(taken.task.id, (task) => ({
      ...task,
      status: 'done',
      result,
      errorMessage: null,
      updatedAt: now,
    }))
    await askForSound(tables, row, { now, newId: doors.newId })
  })
  return null
}

async function askForSound(tables: Tables, track: Track, asking: { now: number; newId(): string }) {
  const { autoDownload, quality } = await readSettings(tables)
  if (autoDownload && !isFromFile(track)) await insertFirstDownload(tables, track, { ...asking, quality })
}

/** What the catalogues know of this very recording. Where none could be asked, that is the fault. */
async function find(
  { proxy }: EnrichDoors,
  context: TaskContext,
  track: Track,
): Promise<Outcome<TrackMeta[]>> {
  const { title, artist, album, isrc } = track
  const asked = {
    ...{ title, limit: MOST_FINDS, sources: CATALOGUES },
    ...(artist && { artist }),
    ...(album && { album }),
    ...(isrc && { isrc }),
  }
  const answer = await context.call('proxy', () => proxy.search(asked, context.signal))
  if (!answer.ok) return answer
  const same = sameRecording(track, answer.value.items)
  const [refusal] = answer.value.failures
  return answer.value.items.length === 0 && refusal ? failed(faultOfProxy(refusal)) : done(same)
}

/** Whether its cover is here now. A picture that cannot be had is no reason to learn nothing. */
async function withCover(
  { proxy, blobs }: EnrichDoors,
  context: TaskContext,
  track: Track,
): Promise<Outcome<boolean>> {
  if (track.hasCover || track.coverUrl === null) return done(track.hasCover)
  const picture = await context.call('proxy', () => proxy.cover(track.coverUrl ?? '', context.signal))
  if (!picture.ok) return isWorthWaiting(picture.fault, 1) ? picture : done(false)
  return done(await keepCover(blobs, [foundCoverKey(track.id)], picture.value))
}

async function settle(
  { now }: EnrichDoors,
  context: TaskContext,
  { id }: EnrichmentTask,
  change: Partial<EnrichmentTask>,
): Promise<void> {
  if (context.signal.aborted) return
  await context.commit(({ enrichmentTasks }) =>
    enrichmentTasks.change(id, (row) => ({ ...row, ...change, updatedAt: now() })),
  )
}
