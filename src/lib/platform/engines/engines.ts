import type { Described, ExportWorker, PrepareTick, ShareWorker } from '#workers/audio/contract.ts'
import type { AnalysisOrder, AnalysisTick, CompareOrder, Finding } from '#workers/analysis/contract.ts'
import type {
  BundleOrder,
  Previewed,
  PreviewOrder,
  Rendered,
  RenderOrder,
  RenderTick,
  SoundOrder,
  Span,
  WorkOrder,
} from '#workers/export/contract.ts'
import type { BackupWorker } from '#workers/backup/contract.ts'
import type { SeparationEvent, SeparationOrder } from '#workers/separation/contract.ts'
import type { TrimWish } from '#lib/core/domain/recipe.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import type { Fit } from '#lib/core/match/same-sound.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { PcmFacts, SourceFile } from '#lib/core/domain/track.ts'

/**
 * The workers seen from the page. The host owns their lives: started when first needed, ended after a quiet while,
 * ended and started anew on abort. A call that dies with its worker answers `engine-crashed`.
 */
export interface Engines {
  readonly importer: Importer
  readonly exporter: Pick<ExportWorker, 'wav' | 'zip' | 'pack'>
  readonly separation: SeparationEngine
  readonly analysis: AnalysisEngine
  readonly renderer: Renderer
  readonly sharing: SharePacker
  readonly backup: BackupWorker
  /** Ends every worker. */
  close(): void
}

/** `workers/audio/contract.ts`, each call in one worker that is started when needed. */
export type SharePacker = Pick<ShareWorker, 'pack' | 'weigh' | 'open'>

export interface AnalysisEngine {
  /**
   * Runs an order in a worker of its own; the signal ends it at once. A silent worker is ended by the watchdog:
   * `engine-hung`.
   */
  run(order: AnalysisOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Finding>>
  /** Where an excerpt fits best into a song, both decoded; null where that cannot be told. Ends as `run` does. */
  compare(order: CompareOrder, tick: AnalysisTick, signal: AbortSignal): Promise<Outcome<Fit | null>>
}

/**
 * `workers/export/contract.ts` with a signal, which ends the worker at once. Calls run side by side; a silent one is ended: `engine-hung`.
 */
export interface Renderer {
  render(order: RenderOrder, tick: RenderTick, signal: AbortSignal): Promise<Outcome<Rendered>>
  bundle(order: BundleOrder, tick: RenderTick, signal: AbortSignal): Promise<Outcome<Rendered>>
  span(work: WorkOrder, tick: RenderTick, signal: AbortSignal): Promise<Outcome<Span>>
  preview(order: PreviewOrder, tick: RenderTick, signal: AbortSignal): Promise<Outcome<Previewed>>
  trim(
    song: SoundOrder,
    wish: TrimWish,
    tick: RenderTick,
    signal: AbortSignal,
  ): Promise<Outcome<FrameRange | null>>
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
