import { refuse } from '../errors/refusal.ts'

/** Runs at most `most` pieces of work at once, the others in their order. */
export function createTurns(most: number) {
  let running = 0
  const queue: (() => void)[] = []
  return async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    if (running >= most) await new Promise<void>((go) => queue.push(go))
    running += 1
    try {
      if (signal.aborted) throw refuse('upstream', 'it was cancelled', { service: 'command' })
      return await work()
    } finally {
      running -= 1
      queue.shift()?.()
    }
  }
}

interface Work<T, P> {
  ready: Promise<T>
  listeners: Set<(progress: P) => void>
  stop: AbortController
}

export interface SharedWork<T, P> {
  /** Joins the work under `key`, or begins it. It is stopped when the last one who waited has gone. */
  join(key: string, begin: Begin<T, P>, tell: (progress: P) => void, signal: AbortSignal): Promise<T>
  stopAll(): void
}

type Begin<T, P> = (tell: (progress: P) => void, signal: AbortSignal) => Promise<T>

/** The same wish at the same time is one piece of work that all who wish it hear of. */
export function createSharedWork<T, P>(): SharedWork<T, P> {
  const works = new Map<string, Work<T, P>>()

  const start = (key: string, begin: Begin<T, P>): Work<T, P> => {
    const stop = new AbortController()
    const listeners: Work<T, P>['listeners'] = new Set()
    const tell = (progress: P) => {
      for (const listener of listeners) listener(progress)
    }
    const forget = () => {
      if (works.get(key)?.stop === stop) works.delete(key)
    }
    const ready = begin(tell, stop.signal).finally(forget)
    const work = { ready, listeners, stop }
    // Who comes after the last has left begins anew.
    stop.signal.addEventListener('abort', forget, { once: true })
    works.set(key, work)
    return work
  }
  return {
    async join(key, begin, tell, signal) {
      const work = works.get(key) ?? start(key, begin)
      work.listeners.add(tell)
      const leave = () => {
        work.listeners.delete(tell)
        if (work.listeners.size === 0) work.stop.abort()
      }
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
      try {
        return await work.ready
      } finally {
        signal.removeEventListener('abort', leave)
      }
    },
    stopAll() {
      for (const work of works.values()) work.stop.abort()
    },
  }
}
