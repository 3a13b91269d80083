import { refuse } from '../errors/refusal.ts'

export interface Slots {
  /** Takes a place or throws `rate_limited`; the answer gives it back, once. */
  enter(client: string): () => void
  /** Places taken now. */
  taken(): number
}

/** At most `perClient` streams of one client, and `total` of all. */
export function createSlots(perClient: number, total: number): Slots {
  const held = new Map<string, number>()
  let all = 0
  return {
    taken: () => all,
    enter(client) {
      const mine = held.get(client) ?? 0
      if (mine >= perClient || all >= total)
        throw refuse('rate_limited', 'too many streams at once', { retryAfter: 5 })
      held.set(client, mine + 1)
      all += 1
      let left = false
      return () => {
        if (left) return
        left = true
        all -= 1
        const rest = (held.get(client) ?? 1) - 1
        if (rest > 0) held.set(client, rest)
        else held.delete(client)
      }
    },
  }
}

/** Calls `leave` when the body has ended, failed or been given up. */
export function leaving(body: ReadableStream<Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        leave()
        controller.close()
      } catch (error) {
        leave()
        controller.error(error)
      }
    },
    async cancel(reason) {
      leave()
      await reader.cancel(reason)
    },
  })
}
