import type { Clock } from '#lib/core/domain/clock.ts'

/** The browser's time. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
