import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { freeOf, type Room } from '#lib/core/domain/room.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'

const SECOND_BYTES = SAMPLE_RATE * 2 * 4
const MB = 1024 * 1024

export interface Needs {
  /** Bytes of the file that are not stored yet. */
  file: number
  /** Length of the sound; null while nobody knows. */
  seconds: number | null
  /** Stems that will be made by themselves. */
  stems: number
}

/** Bytes that a song will take: its file, its decoded sound and as much for each stem. */
export function bytesFor({ file, seconds, stems }: Needs): number {
  return file + (seconds ?? 0) * SECOND_BYTES * (1 + stems)
}

/** `file-too-large` with megabytes when it cannot fit; null when it can, or nobody knows. */
export function roomFault(needs: Needs, estimate: Room | null): Fault | null {
  if (!estimate) return null
  const free = freeOf(estimate)
  const need = bytesFor(needs)
  if (need <= free) return null
  return fault('file-too-large', { values: { need: Math.ceil(need / MB), free: Math.floor(free / MB) } })
}
