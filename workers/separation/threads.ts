/** More are not worth their memory traffic: the products are cut into rows, and the rest of a run is one thread's. */
const MOST = 12

/**
 * Threads that pay. Shared memory needs an isolated page; without it there is one. Two logical processors often share
 * one core's multipliers, so of many half are taken; of four or fewer all.
 */
export function threadsFor(processors: number, isolated: boolean): number {
  if (!isolated) return 1
  if (processors <= 4) return Math.max(1, processors)
  return Math.min(MOST, Math.max(4, Math.ceil(processors / 2)))
}
