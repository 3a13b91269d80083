import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { EngineReport } from '#lib/core/domain/separation.ts'
import type { OrderModel } from './contract.ts'

/** What goes into a graph; its buffers travel to the session and come back with the answer. */
export interface ModelInput {
  /** Normalised mixture [2, SEGMENT_FRAMES]. */
  mix: Float32Array<ArrayBuffer>
  /** Its spectrogram [4, BINS, FRAMES]. */
  spec: Float32Array<ArrayBuffer>
}

export interface ModelOutput {
  input: ModelInput
  /** [stems, 4, BINS, FRAMES] */
  specOut: Float32Array<ArrayBuffer>
  /** [stems, 2, SEGMENT_FRAMES] */
  waveOut: Float32Array<ArrayBuffer>
}

/** A provider to insist on; null chooses by probing. */
export type ProviderWish = 'webgpu' | 'wasm' | null

/** The runtime behind the loop: onnxruntime in a worker of its own, a sum on paper in tests. */
export interface Session {
  /** Whether every byte of the model is there. Faults: `model-missing`. */
  check(model: OrderModel): Promise<Outcome<null>>
  /** Faults: `model-missing`, `engine-start`, `engine-memory`, `gpu-lost`. */
  open(model: OrderModel, provider: ProviderWish): Promise<Outcome<EngineReport>>
  /** One run of graph number `graph`; never two at once. Faults: `engine-crashed`, `engine-memory`, `gpu-lost`. */
  run(graph: number, input: ModelInput): Promise<Outcome<ModelOutput>>
}
