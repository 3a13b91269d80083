import type { ExportWorker, ImportWorker } from '#workers/audio/contract.ts'
import type { SeparationEvent, SeparationOrder } from '#workers/separation/contract.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'

/**
 * The workers seen from the page. The host owns their lives: started when first needed, ended after a quiet while,
 * ended and started anew on abort. A call that dies with its worker answers `engine-crashed`.
 */
export interface Engines {
  readonly importer: Pick<ImportWorker, 'keep' | 'describe' | 'decode'>
  readonly exporter: Pick<ExportWorker, 'wav' | 'zip'>
  readonly separation: SeparationEngine
  /** Ends every worker. */
  close(): void
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
