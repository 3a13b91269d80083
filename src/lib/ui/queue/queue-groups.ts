import { albumKeyOf } from '#lib/core/domain/album-key.ts'
import { isEnded, type Job, type JobState } from '#lib/core/domain/job.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { Scope } from '#lib/core/jobs/scope.ts'
import { kindName } from '../messages/kinds.ts'
import { t } from '../messages/t.ts'

export type GroupBy = 'album' | 'batch' | 'kind'

/** Jobs that are shown, and commanded, together. */
export interface JobGroup {
  id: string
  name: string
  /** Under the name, e.g. the artist. */
  sub: string
  /** In the order they stand in the queue; only those that the filter lets through. */
  jobs: Job[]
  /** Everything of the group, also what the filter hides: what a word on the group is about. */
  all: Job[]
  scope: Scope
}

export interface JobFilter {
  /** `waiting` is what is queued. */
  state: 'all' | 'now' | 'waiting' | 'paused' | 'failed' | 'ended'
  kind: string
  text: string
}

const STATES: Record<Exclude<JobFilter['state'], 'all'>, readonly JobState[]> = {
  now: ['running'],
  waiting: ['queued'],
  paused: ['paused'],
  failed: ['failed'],
  ended: ['done', 'cancelled'],
}

export const NO_FILTER: JobFilter = { state: 'all', kind: 'all', text: '' }

/** Which jobs the filter lets through; `titleOf` is what is searched. */
export function passes(filter: JobFilter, titleOf: (job: Job) => string): (job: Job) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const states = filter.state === 'all' ? null : STATES[filter.state]
  return (job) => {
    if (states && !states.includes(job.state)) return false
    if (filter.kind !== 'all' && job.kind !== filter.kind) return false
    if (words.length === 0) return true
    const text = titleOf(job).toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

/** How many jobs each choice of the state filter would show. */
export function countStates(jobs: readonly Job[]): Record<JobFilter['state'], number> {
  const counts = { all: jobs.length, now: 0, waiting: 0, paused: 0, failed: 0, ended: 0 }
  for (const job of jobs)
    for (const [name, states] of Object.entries(STATES))
      if (states.includes(job.state)) counts[name as keyof typeof STATES] += 1
  return counts
}

export interface GroupNames {
  tracks: ReadonlyMap<string, Track>
  batches: ReadonlyMap<string, string>
}

type Head = Pick<JobGroup, 'id' | 'name' | 'sub'> & { scope: Scope | null }

/** Jobs as the page lists them; groups stand where their first job stands, those with live jobs first. */
export function groupsOf(
  jobs: readonly Job[],
  by: GroupBy,
  names: GroupNames,
  shown: (job: Job) => boolean,
): JobGroup[] {
  const headOf = HEADS[by]
  const groups = new Map<string, JobGroup>()
  for (const job of jobs) {
    const head = headOf(job, names)
    let group = groups.get(head.id)
    if (!group) {
      const { id, name, sub } = head
      groups.set(id, (group = { id, name, sub, jobs: [], all: [], scope: head.scope ?? { jobs: [] } }))
    }
    group.all.push(job)
    if (shown(job)) group.jobs.push(job)
  }
  const all = [...groups.values()].filter((group) => group.jobs.length > 0)
  for (const group of all)
    if (typeof group.scope === 'object' && 'jobs' in group.scope)
      group.scope = { jobs: group.all.map((job) => job.id) }
  const live = (group: JobGroup) => (group.jobs.some((job) => !isEnded(job.state)) ? 0 : 1)
  return all.toSorted((a, b) => live(a) - live(b))
}

function batchHead(job: Job, names: GroupNames): Head {
  if (job.batchId === null) return albumHead(job, names)
  const name = names.batches.get(job.batchId) ?? t('Added together')
  return { id: `batch ${job.batchId}`, name, sub: '', scope: { batch: job.batchId } }
}

function albumHead(job: Job, { tracks }: GroupNames): Head {
  const track = job.trackId === null ? undefined : tracks.get(job.trackId)
  const album = track && albumKeyOf(track)
  if (track && album) {
    const sub = track.albumArtist || track.artist
    return { id: `album ${album}`, name: track.album, sub, scope: { album } }
  }
  if (job.trackId !== null) return { id: 'songs', name: t('Songs of no album'), sub: '', scope: null }
  return { id: `kind ${job.kind}`, name: kindName(job.kind), sub: '', scope: null }
}

const kindHead = (job: Job): Head => ({
  id: `kind ${job.kind}`,
  name: kindName(job.kind),
  sub: '',
  scope: null,
})

const HEADS = { album: albumHead, batch: batchHead, kind: kindHead }
