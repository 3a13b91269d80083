import { noEdit, type Analysis, type AnalysisEdit, type ListenedSource } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import { keptPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { Results, TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import type { PlayerClick } from '#lib/platform/audio/player.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { LaterPeaks } from '../later-peaks.ts'
import type { SongAnalysis } from './analysis-room.ts'
import type { AnalysisRows } from '#lib/work/analysis/read-analysis.ts'
import { later } from '../later.ts'
import type { SongReading } from './song-reading.ts'

export interface SongAnalysisDoors {
  rows: RowStore
  blobs: Pick<BlobStore, 'get' | 'keys'>
  clock: Pick<Clock, 'after'>
  log: Log
}

const reading = keptPart(async () => (await import('./song-reading.ts')).songReading)

const NO_RESULTS: Results = { mix: null, stems: null, opinion: null }

/** Which run a detail belongs to. */
const stampOf = ({ id, createdAt }: Analysis) => `${id} ${createdAt}`

/** The open song's results, followed as they come and change. */
export class OpenAnalysis implements SongAnalysis {
  readonly #doors: SongAnalysisDoors
  readonly #peaks: LaterPeaks
  #unwatch: (() => unknown) | null = null
  #reading = $state.raw<SongReading | null>(null)
  #session = 0
  #rows = $state.raw<AnalysisRows | null>(null)
  #trackId = $state.raw<string | null>(null)
  #details = $state.raw<Record<ListenedSource, AnalysisDetail | null>>({ mix: null, stems: null })
  readonly #stamps: Record<ListenedSource, string> = { mix: '', stems: '' }
  readonly #results = $derived.by(() => this.#reading?.resultsOf(this.#rows?.analyses ?? []) ?? NO_RESULTS)
  readonly #grid = $derived.by(() =>
    this.#rows ? (this.#reading?.gridNow(this.#rows, this.#results, this.#details) ?? null) : null,
  )

  constructor(doors: SongAnalysisDoors) {
    this.#doors = doors
    this.#peaks = new LaterPeaks(doors.blobs)
  }

  get trackId(): string | null {
    return this.#trackId
  }

  get isRead(): boolean {
    return this.#rows !== null
  }

  get results(): Results {
    return this.#results
  }

  get details(): Readonly<Record<ListenedSource, AnalysisDetail | null>> {
    return this.#details
  }

  get edit(): AnalysisEdit {
    return this.#rows?.edit ?? noEdit(this.#trackId ?? '')
  }

  get facts(): TrackFacts | null {
    return this.#rows?.facts ?? null
  }

  get grid(): Grid | null {
    return this.#grid
  }

  async peaks(columns: number): Promise<Float32Array> {
    const { trackId, frames } = this.#rows ?? { trackId: '', frames: 0 }
    const source: LaneSource = { lane: 'mix', trackId, separationId: null, frames }
    return this.#peaks.columns(source, null, { start: 0, end: frames }, columns)
  }

  /** What the player clicks on: every beat, at this linear gain, with a bar counted before play begins or without. */
  clickOn(gain: number, counts: boolean): PlayerClick | null {
    return this.#grid && (this.#reading?.clickOn(this.#grid, gain, counts) ?? null)
  }

  /** Follows this song from now on; null is none. */
  show(trackId: string | null): void {
    if (trackId === this.#trackId) return
    this.#unwatch?.()
    this.#unwatch = null
    const session = ++this.#session
    this.#trackId = trackId
    this.#rows = null
    this.#peaks.forget()
    this.#details = { mix: null, stems: null }
    Object.assign(this.#stamps, { mix: '', stems: '' })
    if (trackId === null) return
    this.#unwatch = later(this.#doors, 'analysis', 0, async () => {
      const part = await reading()
      this.#reading = part
      return this.#doors.rows.watch(
        (tables) => part.readAnalysis(tables, trackId),
        (rows) => session === this.#session && this.#take(part, rows),
      )
    })
  }

  stop(): void {
    this.show(null)
  }

  #take(part: SongReading, rows: AnalysisRows): void {
    this.#rows = rows
    for (const analysis of rows.analyses) void this.#readDetail(part, analysis, this.#session)
  }

  async #readDetail(part: SongReading, analysis: Analysis, session: number): Promise<void> {
    const { source } = analysis
    if (source === 'opinion') return
    const stamp = stampOf(analysis)
    if (this.#stamps[source] === stamp) return
    this.#stamps[source] = stamp
    // What cannot be read is shown as numbers without pictures.
    const detail = await part.readDetail(this.#doors.blobs, analysis).catch(() => null)
    if (session !== this.#session || this.#stamps[source] !== stamp) return
    this.#details = { ...this.#details, [source]: detail }
  }
}
