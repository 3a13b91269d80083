import { appPart } from '#lib/core/domain/app-part.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { isEnded, type JobWish } from '#lib/core/domain/job.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import { failed, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { dedupeKeyOf } from '#lib/core/jobs/new-job.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import type { ModelCard } from '#models/card.ts'
import type { ModelShelf } from './app.ts'

export interface ShelfDoors {
  rows: RowStore
  blobs: BlobStore
  cards: readonly ModelCard[]
  now(): number
  newId(): string
  locks: Pick<Locks, 'together'>
  /** Puts a job in the queue, or finds the live one for the same wish; answers its id. */
  enqueue(wish: JobWish): Promise<string>
  queue: {
    pause(jobId: string): Promise<unknown>
    resume(jobId: string): Promise<unknown>
    cancel(jobId: string): Promise<unknown>
  }
}

/** The models as the settings page and the studio see them. */
const importing = () => appPart(() => import('#lib/work/tasks/import-model.ts'))

export class Shelf implements ModelShelf {
  readonly #doors: ShelfDoors
  readonly #stop: () => void
  #rows = $state.raw<ReadonlyMap<string, ModelRow>>(new Map())

  constructor(doors: ShelfDoors) {
    this.#doors = doors
    this.#stop = doors.rows.watch(
      ({ models }) => models.all(),
      (all) => (this.#rows = new Map(all.map((row) => [row.id, row]))),
    )
  }

  get cards(): readonly ModelCard[] {
    return this.#doors.cards
  }

  get rows(): ReadonlyMap<string, ModelRow> {
    return this.#rows
  }

  /** Fetches a model, or goes on where it was paused. */
  async get(modelId: string): Promise<void> {
    const jobId = await this.#doors.enqueue({ kind: 'get-model', modelId })
    await this.#doors.queue.resume(jobId)
  }

  async pause(modelId: string): Promise<void> {
    const jobId = await this.#liveJob(modelId)
    if (jobId) await this.#doors.queue.pause(jobId)
  }

  verify(modelId: string): Promise<Outcome<'whole'>> {
    return this.#with(modelId, async (card) => {
      const { verifyModel } = await appPart(() => import('#lib/work/tasks/verify-model.ts'))
      return verifyModel(this.#doors, card)
    })
  }

  async remove(modelId: string): Promise<void> {
    const jobId = await this.#liveJob(modelId)
    if (jobId) await this.#doors.queue.cancel(jobId)
    const card = this.#card(modelId)
    if (!card) return
    const { removeModel } = await importing()
    await removeModel(this.#doors, card)
  }

  importFile(modelId: string, file: File): Promise<Outcome<void>> {
    // Until its row is written nobody else may take these bytes for orphans.
    return this.#with(modelId, async (card) => {
      const { importModel } = await importing()
      return this.#doors.locks.together(UNOWNED_BYTES, () => importModel(this.#doors, card, file))
    })
  }

  stop(): void {
    this.#stop()
  }

  #card(modelId: string): ModelCard | null {
    return this.#doors.cards.find((card) => card.id === modelId) ?? null
  }

  async #with<T>(modelId: string, work: (card: ModelCard) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const card = this.#card(modelId)
    if (!card) return failed(fault('model-not-served', { detail: modelId }))
    const outcome = await outcomeOf(() => work(card), 'storage-failed')
    return outcome.ok ? outcome.value : outcome
  }

  async #liveJob(modelId: string): Promise<string | null> {
    const key = dedupeKeyOf({ kind: 'get-model', modelId })
    const jobs = await this.#doors.rows.read(['jobs'], ({ jobs }) => jobs.by('dedupeKey', key))
    return jobs.find((job) => !isEnded(job.state))?.id ?? null
  }
}
