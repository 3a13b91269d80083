import type { Job } from '#lib/core/domain/job.ts'
import { freeOf, needOf, type Room } from '#lib/core/domain/room.ts'

/**
 * Remembers how much room there was when jobs failed for want of it, and tells which of them may go on since there is more now.
 * A job is told once for each of its failures: a browser whose figures are wrong would else have it fail for ever.
 */
export class RoomAgain {
  readonly #seen = new Map<string, { endedAt: number | null; free: number }>()

  /** Ids of the jobs to try again. `failed` are all that failed. */
  look(failed: readonly Job[], room: Room | null): string[] {
    if (!room) return []
    const free = freeOf(room)
    const ready: string[] = []
    for (const job of failed) {
      const need = needOf(job.fault)
      if (need === null) continue
      const before = this.#seen.get(job.id)
      if (before?.endedAt !== job.endedAt) this.#seen.set(job.id, { endedAt: job.endedAt, free })
      else if (free >= need && free > before.free) {
        this.#seen.set(job.id, { endedAt: job.endedAt, free: Number.POSITIVE_INFINITY })
        ready.push(job.id)
      }
    }
    return ready
  }
}
