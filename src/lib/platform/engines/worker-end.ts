/** A script that has not run by then, over a slow network too, is not going to: its worker was ended while it loaded. */
const START_MS = 45_000
/** The word that a worker is up may overtake its request for the lock by less than this. */
const OVERTAKING_MS = 500

/**
 * Resolves with what happened once the worker of this name is no more: it says that it is up, and from then on holds the lock of
 * its name while it lives (`workers/kit/alive.ts`). Never, where the browser has no locks or `asked` came before it was up.
 */
export function untilGone(name: string, asked: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (!('locks' in navigator) || asked.aborted) return
    const door = new BroadcastChannel(name)
    const leave = () => {
      clearTimeout(late)
      door.close()
    }
    const late = setTimeout(() => {
      leave()
      resolve('the worker did not start')
    }, START_MS)
    asked.addEventListener('abort', leave)
    door.addEventListener('message', () => {
      leave()
      void untilFree(name).then(() => resolve('the worker ended'))
    })
  })
}

async function untilFree(name: string): Promise<void> {
  const isFree = await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock !== null)
  if (isFree) await new Promise((resolve) => setTimeout(resolve, OVERTAKING_MS))
  await navigator.locks.request(name, () => undefined)
}
