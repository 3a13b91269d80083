import { endedEvent, type EndFacts, type TrackMessage } from '#lib/core/channel/track-events.ts'
import { jobMessage, type ChannelWords, type JobMessage } from '#lib/core/channel/messages.ts'
import { isEnded, type Job, type Progress } from '#lib/core/domain/job.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { endFacts } from '#lib/work/hooks/end-facts.ts'

export type ChannelMessage = JobMessage | TrackMessage

export interface FeedDoors {
  rows: Pick<RowStore, 'read' | 'watch'>
  progress: {
    readonly all: ReadonlyMap<string, Progress>
    listen(tell: (all: ReadonlyMap<string, Progress>) => void): () => void
  }
  words: ChannelWords
}

/** What a job showed when it was last told of. */
const signature = (job: Job) => `${job.state} ${job.phase} ${Math.floor(job.fraction * 100)}`

/**
 * Tells of every job's progress and end, from whichever tab runs it. Ends that were there before anybody listened are
 * history, not news. It follows the rows only while somebody listens.
 */
export class JobFeed {
  readonly #doors: FeedDoors
  readonly #listeners = new Set<(message: ChannelMessage) => void>()
  #jobs: ReadonlyMap<string, Job> | null = null
  #stops: (() => void)[] = []

  constructor(doors: FeedDoors) {
    this.#doors = doors
  }

  listen(tell: (message: ChannelMessage) => void): () => void {
    const own = (message: ChannelMessage) => tell(message)
    this.#listeners.add(own)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      if (this.#listeners.delete(own) && this.#listeners.size === 0) this.stop()
    }
  }

  /** The job as it stands, for somebody who has just begun to listen; null if unknown. */
  async now(jobId: string): Promise<JobMessage | null> {
    const job = await this.#doors.rows.read(['jobs'], ({ jobs }) => jobs.get(jobId)).catch(() => null)
    return job && this.#message(job)
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#listeners.clear()
    this.#jobs = null
  }

  #start(): void {
    const { rows, progress } = this.#doors
    this.#stops = [
      rows.watch(
        ({ jobs }) => jobs.all(),
        (all) => this.#follow(new Map(all.map((job) => [job.id, job]))),
      ),
      progress.listen((all) => {
        for (const id of all.keys()) {
          const job = this.#jobs?.get(id)
          if (job?.state === 'running') this.#tell(this.#message(job))
        }
      }),
    ]
  }

  #follow(jobs: ReadonlyMap<string, Job>): void {
    const before = this.#jobs
    this.#jobs = jobs
    if (!before) return
    for (const job of jobs.values()) {
      const was = before.get(job.id)
      if (was && signature(was) === signature(job)) continue
      this.#tell(this.#message(job))
      if (isEnded(job.state) && was?.state !== job.state) void this.#tellEnd(job)
    }
  }

  async #tellEnd(job: Job): Promise<void> {
    const facts = await this.#facts(job)
    const event = facts && endedEvent(job, facts)
    if (event) this.#tell(event)
  }

  async #facts(job: Job): Promise<EndFacts | null> {
    // A database that closes under us ends the watch too, which says so.
    const read = (tables: Tables) => endFacts(job, tables)
    return this.#doors.rows.read(['tracks', 'separations', 'analyses'], read).catch(() => null)
  }

  #message(job: Job): JobMessage {
    return jobMessage(job, this.#doors.progress.all.get(job.id) ?? null, this.#doors.words)
  }

  #tell(message: ChannelMessage): void {
    for (const tell of this.#listeners) tell(message)
  }
}
