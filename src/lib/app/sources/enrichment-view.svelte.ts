import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import { layersOf, type Layer } from '#lib/core/enrichment/layers.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { insertEnrichment, seeToEnrichment } from '#lib/work/enrichment/insert-enrichment.ts'
import type { Enrichment } from './contract.ts'
import { readEnrichment } from './read-enrichment.ts'

export interface EnrichmentDoors {
  rows: RowStore
  now(): number
  newId(): string
}

/** What is being learnt of songs, as the screen sees it. */
export class EnrichmentView implements Enrichment {
  readonly #doors: EnrichmentDoors
  readonly #stop: () => void
  #stopLayers: (() => void) | null = null
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
    this.#stopLayers ??= this.#doors.rows.watch(readEnrichment, (now) => {
      this.#layers = layersOf({ ...now, lostCovers: 0 })
    })
    return this.#layers
  }

  ask(trackIds: readonly string[]): Promise<void> {
    const { rows, now, newId } = this.#doors
    return rows.write(['tracks', 'enrichmentTasks', 'jobs'], async (tables) => {
      const all = await Promise.all(trackIds.map((id) => tables.tracks.get(id)))
      const tracks = all.filter((track) => track !== null)
      await insertEnrichment(tables, tracks, { now: now(), newId })
    })
  }

  retry(): Promise<void> {
    const { rows, now, newId } = this.#doors
    return rows.write(['enrichmentTasks', 'jobs'], async (tables) => {
      for (const row of await tables.enrichmentTasks.by('status', 'error'))
        await tables.enrichmentTasks.put({ ...row, status: 'queued', errorMessage: null, updatedAt: now() })
      await seeToEnrichment(tables, { now: now(), newId })
    })
  }

  /** Sees that somebody is at what waits. */
  wake(): Promise<void> {
    const { rows, now, newId } = this.#doors
    return rows.write(['enrichmentTasks', 'jobs'], (tables) => seeToEnrichment(tables, { now: now(), newId }))
  }

  stop(): void {
    this.#stop()
    this.#stopLayers?.()
  }
}
