/** Waits between two looks whether the worker is up: at first short, then longer. */
const FIRST_MS = 50
const LONGEST_MS = 1000
/** A worker that is not up by then never was: its own first call tells of that. */
const LOOKS = 100

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Resolves when the worker of this name, which holds the lock of its name while it lives (`workers/kit/alive.ts`), is no more.
 * Never, where it was never seen or the browser has no locks.
 */
export async function untilGone(name: string): Promise<void> {
  if (!('locks' in navigator) || !(await isUp(name))) return new Promise(() => undefined)
  await navigator.locks.request(name, () => undefined)
}

async function isUp(name: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    const free = await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null)
    if (!free) return true
    await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** look))
  }
  return false
}
