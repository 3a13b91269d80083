import { refuse } from '../errors/refusal.ts'
import { createBucket, type Bucket } from './bucket.ts'

/** More clients than a small server sees in a minute; the longest known makes room. */
const MAX_CLIENTS = 20_000

export interface RateLimit {
  /** Counts one request of `client`; throws `rate_limited` with the whole seconds to wait. */
  check(client: string): void
}

/** At most `perMinute` requests a minute of each client, that many of them at once. */
export function createRateLimit(perMinute: number, now: () => number): RateLimit {
  const buckets = new Map<string, Bucket>()
  const known = (client: string): Bucket => {
    const found = buckets.get(client)
    if (found) return found
    if (buckets.size >= MAX_CLIENTS) forget(buckets, now())
    const made = createBucket(perMinute, perMinute / 60, now())
    buckets.set(client, made)
    return made
  }
  return {
    check(client) {
      const waitMs = known(client).take(now())
      if (waitMs > 0)
        throw refuse('rate_limited', 'too many requests', { retryAfter: Math.ceil(waitMs / 1000) })
    },
  }
}

/** Full buckets say nothing; when none is full, the oldest tenth goes. */
function forget(buckets: Map<string, Bucket>, now: number): void {
  for (const [client, bucket] of buckets) if (bucket.isFull(now)) buckets.delete(client)
  if (buckets.size < MAX_CLIENTS) return
  for (const client of [...buckets.keys()].slice(0, MAX_CLIENTS / 10)) buckets.delete(client)
}
