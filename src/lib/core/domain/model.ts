import type { Fault } from './fault.ts'

/** `absent`: nothing here. `partial`: some parts verified and kept. `ready`: every part kept and verified. */
export type ModelState = 'absent' | 'partial' | 'ready'

/** What a graph calls its two inputs and two outputs. */
export interface GraphPorts {
  mix: string
  spec: string
  specOut: string
  waveOut: string
}

/** A graph that a person brought as a file; its bytes are under `modelPrefix(sha256)`. */
export interface ImportedGraph {
  /** The place in the model's bag that it fills. */
  slot: string
  fileName: string
  sha256: string
  bytes: number
  ports: GraphPorts
  /** Its share of each stem of the card. */
  weights: number[]
}

/** What this device holds of one model. Bytes of a part are under `modelPrefix(part.sha256)`. */
export interface ModelRow {
  id: string
  state: ModelState
  /** sha256 of every verified part kept here; a part is known by its hash. */
  parts: string[]
  bytes: number
  totalBytes: number
  imported: ImportedGraph[]
  fault: Fault | null
  changedAt: number
}
