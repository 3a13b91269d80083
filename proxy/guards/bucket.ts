/** Tokens that fill again with time: `burst` at once, `perSecond` in the long run. */
export interface Bucket {
  /** Takes a token and answers 0, or takes none and answers the milliseconds until there is one. */
  take(now: number): number
  /** Whether it is as full as a new one, and may be forgotten. */
  isFull(now: number): boolean
}

export function createBucket(burst: number, perSecond: number, start: number): Bucket {
  let tokens = burst
  let last = start
  const fill = (now: number) => {
    tokens = Math.min(burst, tokens + (Math.max(0, now - last) / 1000) * perSecond)
    last = now
  }
  return {
    take(now) {
      fill(now)
      // A hair's breadth for what binary fractions lose while filling.
      if (tokens < 1 - 1e-9) return Math.ceil(((1 - tokens) / perSecond) * 1000)
      tokens -= 1
      return 0
    },
    isFull(now) {
      fill(now)
      return tokens >= burst - 1e-9
    },
  }
}
