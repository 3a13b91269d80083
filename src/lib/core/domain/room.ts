import { fault, type Fault } from './fault.ts'
import { withRoom } from './storage-fault.ts'

/** What a browser lets this site keep, in bytes. */
export interface Room {
  usage: number
  quota: number
}

/** Left free for the database itself and for rounding of the estimate, in bytes. */
export const RESERVE = 16 * 1024 * 1024

/** Bytes that may still be written. */
export const freeOf = ({ usage, quota }: Room): number => Math.max(0, quota - usage - RESERVE)

/** `storage-full` with what is needed and what is free, when work that will write `need` bytes cannot; null when it can. */
export function roomShort(need: number, room: Room | null): Fault | null {
  if (!room || need <= freeOf(room)) return null
  return withRoom(fault('storage-full'), need, freeOf(room))
}

/** How many bytes a job that failed for want of room asked for; null when it failed of something else. */
export function needOf(why: Fault | null): number | null {
  if (why?.code !== 'storage-full') return null
  return Number(why.values?.['need'] ?? 1) * 1024 * 1024
}
