import type { Fault } from '#lib/core/domain/fault.ts'
import type { EngineReport, StemName } from '#lib/core/domain/separation.ts'
import type { PcmFacts } from '#lib/core/domain/track.ts'
import type { SmallGraph } from '#tests/support/small-graph.ts'
import type { SeparationOrder } from '#workers/separation/contract.ts'

export interface LabRun {
  /** 'finished', or the fault. */
  end: string
  fault: Fault | null
  engines: EngineReport[]
  /** Segments in the order they came, with their seconds. */
  segments: { index: number; seconds: number }[]
}

export interface Parity {
  /** Energy of the reference over the energy of the difference, all stems together, in dB. */
  together: number
  /** Energy of the mixture over the energy of each stem's difference, in dB. */
  underMixture: Record<string, number>
  /** NaN or infinite samples. */
  notFinite: number
  /** Reference samples that are no whole number of 24-bit steps: were they read with loss, most would be. */
  offGrid: number
}

/** What a test may ask of the lab page. Arrays stay in the page. */
export interface Lab {
  /** Keeps a 16-bit WAV, or its first frames, as the track 'song'. */
  song(url: string, frames?: number): Promise<PcmFacts>
  /** Keeps a file of the demo song as the track 'song'. */
  demo(url: string): Promise<PcmFacts>
  /** Keeps a rising tone of `frames` frames as the track 'song'. */
  tone(frames: number): Promise<PcmFacts>
  /** Keeps the parts of the standard model that the site serves. */
  model(): Promise<SeparationOrder['model']>
  smallModel(
    stems: StemName[],
    graphs: { graph: SmallGraph; weights: number[] }[],
  ): Promise<SeparationOrder['model']>
  run(order: SeparationOrder): Promise<LabRun>
  /** Compares what order `id` left, up to frame `upTo` where given, with the FLAC of each stem in `folder`. */
  parity(id: string, mix: string, folder: string, stems: StemName[], upTo?: number): Promise<Parity>
  /** SI-SDR of each true stem of the demo song, in dB: of what order `id` left, and of the mixture itself. */
  gains(id: string): Promise<Record<string, { estimate: number; mixture: number }>>
  /** Largest difference of a stem from `share` of the song, ends left out by `margin` frames. */
  worst(order: SeparationOrder, stem: StemName, share: number, margin: number): Promise<number>
}

declare global {
  var lab: Lab
  /** Segments that the order in hand has finished. */
  var labSegments: number
}
