import type { Clock } from '#lib/core/domain/clock.ts'

/** Work this long is left for a moment, so that a frame can be drawn. */
const PIECE_MS = 10

/** Drives work that says where it may rest. */
export async function inPieces<T>(work: Generator<void, T>, clock: Pick<Clock, 'now' | 'after'>): Promise<T> {
  let from = clock.now()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (clock.now() - from < PIECE_MS) continue
    await new Promise<void>((resolve) => void clock.after(0, resolve))
    from = clock.now()
  }
}
