/** Locks that all tabs of the site share; a tab that dies lets go of its own at once. */
export interface Locks {
  /** False where the browser has none: then every holder believes it is alone. */
  readonly shared: boolean
  /**
   * Waits for the lock, then runs `work` with it; the signal is aborted when another tab took it by force or `stop` was
   * called. `take` does not wait but takes it from whoever has it. Returns stop, which also leaves the waiting line.
   */
  hold(name: string, work: (signal: AbortSignal) => Promise<void>, how?: 'wait' | 'take'): () => void
  /** Runs `work` beside others who hold the lock `together`; nobody who wants it alone runs meanwhile. */
  together<R>(name: string, work: () => Promise<R>): Promise<R>
  /** Runs `work` with the lock if it is free this moment; null if it is not. */
  alone<R>(name: string, work: () => Promise<R>): Promise<R | null>
}

/** Web Locks. */
export const browserLocks: Locks = {
  get shared() {
    return 'locks' in navigator
  },

  hold(name, work, how = 'wait') {
    const stopped = new AbortController()
    const request = async () => {
      const held = new AbortController()
      const end = () => held.abort()
      stopped.signal.addEventListener('abort', end)
      const run = async () => {
        if (!stopped.signal.aborted) await work(held.signal)
      }
      // A taken lock rejects this promise while `work` still runs; its signal is how it hears of it.
      const options: LockOptions = how === 'take' ? { steal: true } : { signal: stopped.signal }
      await (browserLocks.shared ? navigator.locks.request(name, options, run) : run()).catch(end)
    }
    void request()
    return () => stopped.abort()
  },

  async together(name, work) {
    if (!browserLocks.shared) return work()
    return navigator.locks.request(name, { mode: 'shared' }, work)
  },

  async alone(name, work) {
    if (!browserLocks.shared) return work()
    return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : null))
  },
}
