import type { Clock } from '#lib/core/domain/clock.ts'
import { wordsOf } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'

export interface LaterDoors {
  clock: Pick<Clock, 'after'>
  log: Log
}

type Stop = () => unknown

/** Waits before what could not be fetched is fetched again, in ms; the last one is kept to. */
const AGAIN_MS = [1000, 5000, 20_000, 60_000]

/**
 * Begins, `wait` ms from now, what a page needs only once it is drawn: `begin` fetches its code, starts it and answers how it is
 * stopped. Where the code cannot be had it is tried again. The answer stops all of it, whatever has come of it by then.
 */
export function later(
  { clock, log }: LaterDoors,
  what: string,
  wait: number,
  begin: () => Promise<Stop>,
): () => Promise<void> {
  let isOver = false
  let stopTimer: Stop = () => undefined
  let running: Promise<unknown> = Promise.resolve()
  let stop: Stop | null = null
  const run = async (tries: number): Promise<void> => {
    try {
      stop = await begin()
    } catch (error) {
      const ms = AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0
      log('error', 'app', 'part not begun', { part: what, detail: wordsOf(error) })
      if (!isOver) stopTimer = clock.after(ms, () => (running = run(tries + 1)))
    }
  }
  stopTimer = clock.after(wait, () => (running = run(0)))
  return async () => {
    isOver = true
    stopTimer()
    // At once where it can be: a page that leaves may have no other moment.
    if (!stop) await running
    await stop?.()
  }
}
