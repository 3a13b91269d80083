import type { EnrichmentTask } from '../domain/enrichment.ts'
import type { Job } from '../domain/job.ts'
import { isFromFile, type Track } from '../domain/track.ts'

/** Where learning more of a song can stand, in the order it goes through. */
export type LayerId = 'creation' | 'orchestration' | 'execution' | 'lookup' | 'writing' | 'showing'

export interface Layer {
  id: LayerId
  /** What stands there now. */
  count: number
  /** When the oldest of it came, in milliseconds since 1970. */
  oldestAt: number | null
  /** The newest thing that went wrong there, as its code and detail. */
  lastError: string | null
  /** It should be empty, and is not. */
  broken: boolean
}

interface Standing {
  tasks: readonly EnrichmentTask[]
  tracks: readonly Pick<Track, 'id' | 'sourceKey' | 'addedAt' | 'normalizedTitle' | 'state' | 'title'>[]
  jobs: readonly Job[]
  /** Covers whose bytes are gone though the row says they are here. */
  lostCovers: number
}

/**
 * Tells which step holds things up. creation: songs of a list or link without a task. orchestration: tasks that wait.
 * execution: tasks in hand. lookup: tasks that ended in an error. writing: done, but the song was not written.
 * showing: covers that should be seen and cannot be.
 */
export function layersOf({ tasks, tracks, jobs, lostCovers }: Standing): Layer[] {
  const known = new Set(tasks.map((task) => task.trackId))
  const byId = new Map(tracks.map((track) => [track.id, track]))
  // A link that is still being looked up gets its task with its name.
  const lookedUp = new Set(jobs.filter((job) => job.kind === 'fetch-metadata').map((job) => job.trackId))
  const without = tracks.filter(
    (track) => !isFromFile(track) && !known.has(track.id) && !lookedUp.has(track.id),
  )
  const of = (status: EnrichmentTask['status']) => tasks.filter((task) => task.status === status)
  const unwritten = of('done').filter((task) => byId.get(task.trackId)?.normalizedTitle === null)
  const runs = jobs.filter((job) => job.kind === 'enrich')
  const isRunning = runs.some((job) => job.state === 'running')
  const isAwaited = runs.some((job) => ['queued', 'running', 'paused'].includes(job.state))
  const queued = of('queued')
  const running = of('running')
  return [
    layer(
      'creation',
      without.map((track) => track.addedAt),
      without.length > 0,
    ),
    {
      ...layer(
        'orchestration',
        queued.map((task) => task.createdAt),
        queued.length > 0 && !isAwaited,
      ),
      lastError: faultOf(runs),
    },
    layer(
      'execution',
      running.map((task) => task.updatedAt),
      running.length > 0 && !isRunning,
    ),
    {
      ...layer(
        'lookup',
        of('error').map((task) => task.updatedAt),
        false,
      ),
      lastError: lastOf(of('error')),
    },
    layer(
      'writing',
      unwritten.map((task) => task.updatedAt),
      unwritten.length > 0,
    ),
    { ...layer('showing', [], lostCovers > 0), count: lostCovers },
  ]
}

function layer(id: LayerId, times: readonly number[], broken: boolean): Layer {
  const oldestAt = times.length === 0 ? null : times.reduce((least, at) => Math.min(least, at))
  return { id, count: times.length, oldestAt, lastError: null, broken }
}

function lastOf(tasks: readonly EnrichmentTask[]): string | null {
  return tasks.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]?.errorMessage ?? null
}

function faultOf(jobs: readonly Job[]): string | null {
  const [last] = jobs.filter((job) => job.fault).toSorted((a, b) => b.createdAt - a.createdAt)
  if (!last?.fault) return null
  return last.fault.detail ? `${last.fault.code}: ${last.fault.detail}` : last.fault.code
}
