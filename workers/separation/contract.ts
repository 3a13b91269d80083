import type { GraphPorts } from '#lib/core/domain/model.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { EngineReport, FrameRange, StemName } from '#lib/core/domain/separation.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'

/** One file of a graph: the bytes under these keys of the blob store, joined in order. */
export interface OrderFile {
  name: string
  bytes: number
  chunkKeys: string[]
}

/** A bag of one or several graphs; the stems are the weighted sum of theirs. */
export interface OrderModel {
  stems: StemName[]
  graphs: { name: string; files: OrderFile[]; weights: number[]; ports: GraphPorts }[]
}

export interface SeparationOrder {
  separationId: string
  trackId: string
  pcm: PcmFacts
  model: OrderModel
  region: FrameRange | null
  /** Where to work first: the playhead; null is the start. */
  near: number | null
  /** Forces a provider, for benches, tests and after a lost GPU; null chooses by probing. */
  provider: 'webgpu' | 'wasm' | null
}

export type SeparationEvent =
  | { type: 'phase'; phase: 'checking-model' | 'starting-engine' | 'separating' | 'finishing' }
  | { type: 'engine'; report: EngineReport }
  /** What an earlier run left on disk; comes once, before the first segment. */
  | { type: 'resumed'; finished: number[]; remaining: number }
  /** A segment's bytes are on disk. */
  | { type: 'segment'; index: number; finished: number[]; seconds: number; remaining: number }

/** `workers/separation/separation.worker.ts`. Faults cross as data, progress as a comlink `proxy()`. */
export interface SeparationWorker {
  /**
   * Runs until the region is finished or `stop()`; resumes from what the blob store already holds. Every event has been
   * heard when it answers.
   */
  run(
    order: SeparationOrder,
    tell: (event: SeparationEvent) => void,
  ): Promise<Outcome<'finished' | 'stopped'>>
  /** Moves the work to this frame, from the next segment on. */
  moveTo(frame: number): Promise<void>
  /** Stops after the segment in hand. */
  stop(): Promise<void>
}
