import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { Layer } from '#lib/core/enrichment/layers.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { later } from '../later.ts'
import type { Enrichment } from './contract.ts'

export interface EnrichmentDoors {
  rows: RowStore
  clock: Clock
  log: Log
  now(): number
  newId(): string
}

const learning = () => appPart(() => import('./learn.ts'))

/** What is being learnt of songs, as the screen sees it. */
export class EnrichmentView implements Enrichment {
  readonly #doors: EnrichmentDoors
  readonly #stop: () => void
  #stopLayers: (() => unknown) | null = null
  #byTrack = $state.raw<ReadonlyMap<string, EnrichmentTask>>(new Map())
  #layers = $state.raw<readonly Layer[]>([])

  constructor(doors: EnrichmentDoors) {
    this.#doors = doors
    this.#stop = doors.rows.watch(
      ({ enrichmentTasks }) => enrichmentTasks.all(),
      (tasks) => (this.#byTrack = new Map(tasks.map((task) => [task.trackId, task]))),
    )
  }

  get byTrack(): ReadonlyMap<string, EnrichmentTask> {
    return this.#byTrack
  }

  get layers(): readonly Layer[] {
    // Reads every song: only for who looks at it.
    this.#stopLayers ??= later(this.#doors, 'layers', 0, async () => {
      const { watchLayers } = await learning()
      return watchLayers(this.#doors.rows, (layers) => (this.#layers = layers))
    })
    return this.#layers
  }

  async ask(trackIds: readonly string[]): Promise<void> {
    const { askToLearn } = await learning()
    await askToLearn(this.#doors.rows, trackIds, this.#asking())
  }

  async retry(): Promise<void> {
    const { learnAgain } = await learning()
    await learnAgain(this.#doors.rows, this.#asking())
  }

  /** Sees that somebody is at what waits. */
  async wake(): Promise<void> {
    const { seeToLearning } = await learning()
    await seeToLearning(this.#doors.rows, this.#asking())
  }

  stop(): void {
    this.#stop()
    this.#stopLayers?.()
  }

  #asking(): { now: number; newId(): string } {
    const { now, newId } = this.#doors
    return { now: now(), newId }
  }
}
