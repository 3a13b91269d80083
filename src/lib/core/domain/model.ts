import type { Fault } from './fault.ts'

/** `absent`: nothing here. `partial`: some parts verified and kept. `ready`: every part kept and verified. */
export type ModelState = 'absent' | 'partial' | 'ready'

/** What this device holds of one model. Bytes are under `modelPartKey` in the blob store. */
export interface ModelRow {
  id: string
  state: ModelState
  /** sha256 of every verified part kept here; a part is known by its hash. */
  parts: string[]
  bytes: number
  totalBytes: number
  /** Set when a person imported the file: its name, hash and length. */
  imported: { name: string; sha256: string; bytes: number; stems: string[] } | null
  fault: Fault | null
  changedAt: number
}
