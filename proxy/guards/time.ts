import { refuse, type Refusal } from '../errors/refusal.ts'

/** Milliseconds. */
export interface Patience {
  /** Until the headers of the answer are there. */
  firstByteMs: number
  /** Between two pieces of the body. */
  idleMs: number
  /** For all of it. */
  totalMs: number
}

export interface Deadline {
  signal: AbortSignal
  /** Something came: the wait for the next piece begins. */
  touch(): void
  stop(): void
}

/** A signal that ends a request whose other end dawdles; `outer` (the client going away) ends it too. */
export function deadline(patience: Patience, outer: AbortSignal | null, service: string): Deadline {
  const controller = new AbortController()
  const late = () => controller.abort(tooSlow(service))
  const leave = () => controller.abort(outer?.reason)
  let step = setTimeout(late, patience.firstByteMs)
  const total = setTimeout(late, patience.totalMs)
  if (outer?.aborted) leave()
  outer?.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    touch() {
      clearTimeout(step)
      step = setTimeout(late, patience.idleMs)
    },
    stop() {
      clearTimeout(step)
      clearTimeout(total)
      outer?.removeEventListener('abort', leave)
    },
  }
}

function tooSlow(service: string): Refusal {
  return refuse('timeout', 'the service was too slow', { service })
}

/** Passes bytes on, tells the deadline of each, and stops it at the end however that comes. */
export function timed(body: ReadableStream<Uint8Array>, limit: Deadline): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const ended = new Promise<never>((_resolve, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason), { once: true })
  })
  // Raced below; without a reader at that moment it must not count as unhandled.
  ended.catch(() => undefined)
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await Promise.race([reader.read(), ended])
        if (done) {
          limit.stop()
          controller.close()
        } else {
          limit.touch()
          controller.enqueue(value)
        }
      } catch (error) {
        limit.stop()
        controller.error(error)
        await reader.cancel(error).catch(() => undefined)
      }
    },
    async cancel(reason) {
      limit.stop()
      await reader.cancel(reason)
    },
  })
}
