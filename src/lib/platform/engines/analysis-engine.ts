import type { AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { Fit } from '#lib/core/match/same-sound.ts'
import type {
  AnalysisOrder,
  AnalysisTick,
  AnalysisWorker,
  CompareOrder,
  CompareWorker,
  Finding,
} from '#workers/analysis/contract.ts'
import type { AnalysisEngine } from './engines.ts'
import { Seats } from './seats.ts'

export interface AnalysisOptions {
  /** A worker that serves orders of this source. */
  start(source: AnalysisSource): Worker
  /** A worker with nothing to do is ended after this while: its memory only grows. */
  idleMs?: number
  /** Longest silence of a run; a working one ticks at every three seconds of song, but not while it concludes. */
  quietMs?: number
  patient?: Patient
}

/** Conclusions are drawn in one go: 24 s of computing for three hours of song, on a core that others may want too. */
const MORE_MS_A_SECOND = 60

/** Analysis workers, one a run, kept for the next run of a batch; how many at once the queue decides. */
export class AnalysisHost implements AnalysisEngine {
  readonly #options: Required<AnalysisOptions>
  readonly #seats: Seats<AnalysisWorker & CompareWorker>

  constructor(options: AnalysisOptions) {
    this.#options = { idleMs: 5000, quietMs: 120_000, patient: usualPatience, ...options }
    this.#seats = new Seats(this.#options.idleMs)
  }

  run(order: AnalysisOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Finding>> {
    return this.#seats.call({
      start: () => this.#options.start(order.source),
      once: order.source === 'opinion',
      quietMs: this.#quietMs(order.frames),
      ...{ tick, signal },
      work: (remote, heard) => remote.run(order, heard),
      isWell: (end) => end.ok,
    })
  }

  compare(order: CompareOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Fit | null>> {
    return this.#seats.call({
      start: () => this.#options.start('mix'),
      quietMs: this.#quietMs(order.song.frames),
      ...{ tick, signal },
      work: (remote, heard) => remote.compare(order, heard),
      isWell: (end) => end.ok,
    })
  }

  #quietMs(frames: number): number {
    const { quietMs, patient } = this.#options
    return patient(Math.round(quietMs + MORE_MS_A_SECOND * (frames / 44_100)))
  }

  close(): void {
    this.#seats.close()
  }
}
