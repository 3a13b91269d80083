import type { Described, ExportWorker, PrepareTick } from '#workers/audio/contract.ts'
import type { AnalysisOrder, AnalysisTick, Finding } from '#workers/analysis/contract.ts'
import type { SeparationEvent, SeparationOrder } from '#workers/separation/contract.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { PcmFacts, SourceFile } from '#lib/core/domain/track.ts'

/**
 * The workers seen from the page. The host owns their lives: started when first needed, ended after a quiet while,
 * ended and started anew on abort. A call that dies with its worker answers `engine-crashed`.
 */
export interface Engines {
  readonly importer: Importer
  readonly exporter: Pick<ExportWorker, 'wav' | 'zip'>
  readonly separation: SeparationEngine
  readonly analysis: AnalysisEngine
  /** Ends every worker. */
  close(): void
}

export interface AnalysisEngine {
  /**
   * Runs an order in a worker of its own; the signal ends it at once. A silent worker is ended by the watchdog:
   * `engine-hung`.
   */
  run(order: AnalysisOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Finding>>
}

export interface SeparationEngine {
  /**
   * Runs one order at a time (a second call waits). The signal ends the worker at once; `stop` of the returned handle
   * lets the segment in hand be kept. A silent worker is ended by the watchdog: `engine-hung`.
   */
  run(
    order: SeparationOrder,
    tell: (event: SeparationEvent) => void,
    signal: AbortSignal,
  ): Promise<Outcome<'finished' | 'stopped'>>
  moveTo(frame: number): void
  stop(): void
}

/**
 * `workers/audio/contract.ts` with a signal where it takes long. Calls run side by side. Aborted, a call answers `cancelled` and has left nothing;
 * one that shows no sign of life is ended with its worker: `engine-hung`.
 */
export interface Importer {
  keep(
    trackId: string,
    file: File,
    tick: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<Outcome<SourceFile>>
  describe(trackId: string, file: SourceFile): Promise<Outcome<Described>>
  decode(
    trackId: string,
    file: SourceFile,
    tick: PrepareTick,
    signal?: AbortSignal,
  ): Promise<Outcome<PcmFacts>>
}
