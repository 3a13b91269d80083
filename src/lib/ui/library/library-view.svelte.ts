import { SvelteSet } from 'svelte/reactivity'
import type { App } from '#lib/app/app.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { filterTracks, isFiltering, NO_FILTER, type TrackFilter } from '#lib/core/domain/filter-tracks.ts'
import { findTracks, sortTracks, type FactsByTrack, type TrackOrder } from '#lib/core/domain/find-tracks.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { causeOf } from '#lib/core/jobs/cause.ts'
import { jobsByTrack, statusOf, type TrackStatus } from './track-status.ts'

const NO_JOBS: readonly Job[] = []
// What is neither sorted nor filtered by facts does not run again with each of them.
const NO_FACTS: FactsByTrack = new Map()

/** What of the library is on screen: searched, sorted, selected. */
export class LibraryView {
  readonly #app: App
  readonly #picked = new SvelteSet<string>()
  #last: string | null = null
  query = $state('')
  order = $state.raw<TrackOrder>('added')
  filter = $state.raw<TrackFilter>(NO_FILTER)
  #asked = $state(false)
  /** Where the list was scrolled to, in px. */
  scroll = 0

  readonly #sorted = $derived.by(() => this.#sort())
  readonly #filtered = $derived.by(() =>
    filterTracks(this.#sorted, isFiltering(this.filter) ? this.#app.analysis.facts : NO_FACTS, this.filter),
  )
  readonly #shown = $derived.by(() => findTracks(this.#filtered, this.query))
  readonly #jobs = $derived.by(() => jobsByTrack(this.#app.queue.jobs))
  readonly #chosen = $derived.by(() => this.#sorted.filter((track) => this.#picked.has(track.id)))

  constructor(app: App) {
    this.#app = app
  }

  get isFiltering(): boolean {
    return isFiltering(this.filter)
  }

  get shown(): readonly Track[] {
    return this.#shown
  }

  /** Selected tracks, those out of sight by a search as well. */
  get chosen(): readonly Track[] {
    return this.#chosen
  }

  /** Whether rows show their boxes: asked for, or something is selected. */
  get isSelecting(): boolean {
    return this.#asked || this.#chosen.length > 0
  }

  startSelecting(): void {
    this.#asked = true
  }

  has(trackId: string): boolean {
    return this.#picked.has(trackId)
  }

  /** Selects or leaves one; with `through`, everything between the last one and this. */
  pick(trackId: string, through = false): void {
    if (through && this.#last !== null) this.#pickThrough(this.#last, trackId)
    else if (!this.#picked.delete(trackId)) this.#picked.add(trackId)
    this.#last = trackId
  }

  pickAll(): void {
    for (const track of this.shown) this.#picked.add(track.id)
  }

  clear(): void {
    this.#picked.clear()
    this.#asked = false
    this.#last = null
  }

  status(track: Track): TrackStatus {
    const { library, queue } = this.#app
    const jobs = this.#jobs.get(track.id) ?? NO_JOBS
    const status = statusOf(track, library.separations.get(track.id) ?? [], jobs, queue.progress)
    if (status.kind !== 'failed' || !status.job) return status
    return { ...status, fault: causeOf(status.job, queue.jobs) ?? status.fault }
  }

  #sort(): Track[] {
    const byFacts = this.order === 'bpm' || this.order === 'key'
    return sortTracks(
      this.#app.library.tracks ?? [],
      this.order,
      byFacts ? this.#app.analysis.facts : NO_FACTS,
    )
  }

  #pickThrough(from: string, to: string): void {
    const at = (id: string) => this.shown.findIndex((track) => track.id === id)
    const [start, end] = [at(from), at(to)].toSorted((a, b) => a - b)
    if (start === undefined || end === undefined || start < 0) return
    for (const track of this.shown.slice(start, end + 1)) this.#picked.add(track.id)
  }
}
