import { SvelteSet } from 'svelte/reactivity'
import type { App } from '#lib/app/app.ts'
import { isEnded, type Job } from '#lib/core/domain/job.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { causeOf } from '#lib/core/jobs/cause.ts'
import { groupProgress, typicalMs, type GroupProgress } from '#lib/core/jobs/group-progress.ts'
import { sentenceOf } from '../messages/faults.ts'
import { jobKindText, jobTitle } from '../messages/jobs.ts'
import { waitingText } from '../messages/waiting.ts'
import { reportCsv, reportJson, reportRows } from './batch-report.ts'
import {
  countStates,
  groupsOf,
  NO_FILTER,
  passes,
  type GroupBy,
  type JobFilter,
  type JobGroup,
} from './queue-groups.ts'
import { t } from '../messages/t.ts'

/** A line of the list: the head of a group, or one of its jobs. */
export type QueueLine =
  | { type: 'group'; id: string; group: JobGroup; progress: GroupProgress }
  | { type: 'job'; id: string; group: JobGroup; job: Job; last: boolean }

/** What of the queue is on the screen: grouped, filtered, folded. */
export class QueueState {
  readonly #app: App
  readonly #folded = new SvelteSet<string>()
  by = $state.raw<GroupBy>('album')
  filter = $state.raw<JobFilter>(NO_FILTER)

  readonly #tracks = $derived.by<ReadonlyMap<string, Track>>(
    () => new Map((this.#app.library.tracks ?? []).map((track) => [track.id, track])),
  )
  readonly #groups = $derived.by(() => {
    const names = { tracks: this.#tracks, batches: this.#app.queue.batches }
    return groupsOf(
      this.#app.queue.jobs,
      this.by,
      names,
      passes(this.filter, (job) => this.#searched(job)),
    )
  })
  readonly #typical = $derived.by(() => typicalMs(this.#app.queue.jobs))
  readonly #lines = $derived.by(() => this.#groups.flatMap((group) => this.#linesOf(group)))
  readonly #counts = $derived.by(() => countStates(this.#app.queue.jobs))
  readonly #whole = $derived.by(() =>
    this.#progressOf(this.#app.queue.jobs.filter((job) => !isEnded(job.state) && job.state !== 'paused')),
  )

  constructor(app: App) {
    this.#app = app
  }

  get lines(): readonly QueueLine[] {
    return this.#lines
  }

  get counts(): ReturnType<typeof countStates> {
    return this.#counts
  }

  /** Seconds until all that is not paused is done; null where that cannot be said honestly. */
  get leftS(): number | null {
    return this.#whole.leftS
  }

  isFolded(groupId: string): boolean {
    return this.#folded.has(groupId)
  }

  fold(groupId: string): void {
    if (!this.#folded.delete(groupId)) this.#folded.add(groupId)
  }

  titleOf(job: Job): string {
    const track = job.trackId === null ? undefined : this.#tracks.get(job.trackId)
    return jobTitle(job, track ? [track] : [], this.#app.models.cards)
  }

  workOf(job: Job): string {
    return jobKindText(job, this.#app.models.cards)
  }

  isKnown(trackId: string | null): boolean {
    return trackId !== null && this.#tracks.has(trackId)
  }

  /** Why a queued job waits; null for one that does not. */
  waitingOf(job: Job): string | null {
    const waiting = this.#app.queue.waiting.get(job.id)
    if (!waiting || job.state !== 'queued') return null
    return waitingText(waiting, job, Date.now(), (id) => this.#nameOf(id))
  }

  /** Why a job failed, in one sentence; null for one that has not. */
  reasonOf(job: Job): string | null {
    const cause = job.state === 'failed' ? causeOf(job, this.#app.queue.jobs) : null
    return cause && sentenceOf(cause)
  }

  /** Hands over a report of these jobs. */
  async saveReport(name: string, jobs: readonly Job[], form: 'csv' | 'json'): Promise<void> {
    const trackOf = (job: Job) => (job.trackId === null ? undefined : this.#tracks.get(job.trackId))
    const rows = reportRows(jobs, {
      title: (job) => this.titleOf(job),
      artist: (job) => trackOf(job)?.artist ?? '',
      album: (job) => trackOf(job)?.album ?? '',
      work: (job) => this.workOf(job),
      reason: (job) => this.reasonOf(job) ?? '',
    })
    const file = `${name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'queue'} report.${form}`
    if (form === 'csv') this.#app.saveText(file, 'text/csv', await reportCsv(rows))
    else this.#app.saveText(file, 'application/json', reportJson(name, jobs, rows, Date.now()))
  }

  #nameOf(jobId: string): string {
    const job = this.#app.queue.jobs.find((one) => one.id === jobId)
    return job ? `${this.workOf(job)}, ${this.titleOf(job)}` : t('another job')
  }

  #searched(job: Job): string {
    const track = job.trackId === null ? undefined : this.#tracks.get(job.trackId)
    return `${this.titleOf(job)} ${track?.artist ?? ''} ${track?.album ?? ''} ${this.workOf(job)}`
  }

  #linesOf(group: JobGroup): QueueLine[] {
    const head: QueueLine = { type: 'group', id: group.id, group, progress: this.#progressOf(group.all) }
    if (this.#folded.has(group.id)) return [head]
    return [
      head,
      ...group.jobs.map((job, i): QueueLine => {
        const last = i === group.jobs.length - 1
        return { type: 'job', id: job.id, group, job, last }
      }),
    ]
  }

  #progressOf(jobs: readonly Job[]): GroupProgress {
    const { queue, settings } = this.#app
    // Its turn and its needs come by themselves; everything else ends when it ends.
    const isStuck = (job: Job) => {
      const why = queue.waiting.get(job.id)?.why
      return job.state === 'queued' && why !== undefined && why !== 'turn' && why !== 'dependency'
    }
    return groupProgress(jobs, {
      live: queue.progress,
      typical: this.#typical,
      limits: settings.limits,
      isStuck,
    })
  }
}
