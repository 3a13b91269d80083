import { noEdit, type Analysis, type AnalysisEdit, type ListenedSource } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import { resultFor, resultsOf, type Results, type TrackFacts } from '#lib/core/domain/track-facts.ts'
import { gridOf, type Grid } from '#lib/core/music/grid.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { PeakReader } from '../peak-reader.ts'
import type { SongAnalysis } from './analysis-room.ts'
import { pulseOf, readAnalysis, readDetail, type AnalysisRows } from '#lib/work/analysis/read-analysis.ts'

export interface SongAnalysisDoors {
  rows: RowStore
  blobs: Pick<BlobStore, 'get' | 'keys'>
}

/** Which run a detail belongs to. */
const stampOf = ({ id, createdAt }: Analysis) => `${id} ${createdAt}`

/** The open song's results, followed as they come and change. */
export class OpenAnalysis implements SongAnalysis {
  readonly #doors: SongAnalysisDoors
  readonly #peaks: PeakReader
  #unwatch: (() => void) | null = null
  #session = 0
  #rows = $state.raw<AnalysisRows | null>(null)
  #trackId = $state.raw<string | null>(null)
  #details = $state.raw<Record<ListenedSource, AnalysisDetail | null>>({ mix: null, stems: null })
  readonly #stamps: Record<ListenedSource, string> = { mix: '', stems: '' }
  readonly #results = $derived.by(() => resultsOf(this.#rows?.analyses ?? []))
  readonly #grid = $derived.by(() => this.#gridNow())

  constructor(doors: SongAnalysisDoors) {
    this.#doors = doors
    this.#peaks = new PeakReader(doors.blobs)
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
    this.#unwatch = this.#doors.rows.watch(
      (tables) => readAnalysis(tables, trackId),
      (rows) => session === this.#session && this.#take(rows),
    )
  }

  stop(): void {
    this.show(null)
  }

  #take(rows: AnalysisRows): void {
    this.#rows = rows
    for (const analysis of rows.analyses) void this.#readDetail(analysis, this.#session)
  }

  async #readDetail(analysis: Analysis, session: number): Promise<void> {
    const { source } = analysis
    if (source === 'opinion') return
    const stamp = stampOf(analysis)
    if (this.#stamps[source] === stamp) return
    this.#stamps[source] = stamp
    // What cannot be read is shown as numbers without pictures.
    const detail = await readDetail(this.#doors.blobs, analysis).catch(() => null)
    if (session !== this.#session || this.#stamps[source] !== stamp) return
    this.#details = { ...this.#details, [source]: detail }
  }

  #gridNow(): Grid | null {
    const rows = this.#rows
    if (!rows) return null
    const result = resultFor('tempo', this.#results)
    const detail = result && result.source !== 'opinion' ? this.#details[result.source] : null
    // Until the beats are read there is no grid: one that jumps a moment later would be worse than none.
    const isSteady = (rows.edit?.bpm ?? null) !== null
    if (result && !detail && !isSteady) return null
    return gridOf(result && pulseOf(result, detail), rows.edit, rows.durationS)
  }
}
