/** The share of a segment in hand that is believed before it is done. */
const MOST_IN_HAND = 0.95
/** So many segments tell of the next ones: a machine that is given other work in the middle is soon believed. */
const RECENT = 5

/**
 * How far a separation is and how long it still takes. The first segment of a run warms caches and threads up, so it
 * tells nothing of the others: time is told from the second on.
 */
export class SegmentPace {
  readonly #total: number
  #remaining: number
  #since: number
  #seconds: number[] = []

  /** `total` segments wanted, of which `remaining` are to do; `now` in milliseconds. */
  constructor(total: number, remaining: number, now: number) {
    this.#total = total
    this.#remaining = remaining
    this.#since = now
  }

  /** A segment is done and took this long. */
  done(seconds: number, remaining: number, now: number): void {
    this.#seconds.push(seconds)
    this.#remaining = remaining
    this.#since = now
  }

  /** Median seconds of the last steady segments; null until one is known. */
  get segmentS(): number | null {
    const steady = this.#seconds
      .slice(1)
      .slice(-RECENT)
      .sort((a, b) => a - b)
    const middle = steady.length / 2
    const [low, high] = [steady[Math.ceil(middle) - 1], steady[Math.floor(middle)]]
    return low === undefined || high === undefined ? null : (low + high) / 2
  }

  /** 0 to 1, and the seconds left, null while nothing honest can be said. */
  at(now: number): { fraction: number; leftS: number | null } {
    const segmentS = this.segmentS
    const elapsed = Math.max(0, now - this.#since) / 1000
    const guess = segmentS ?? this.#seconds[0]
    const inHand = guess && this.#remaining > 0 ? Math.min(MOST_IN_HAND, elapsed / guess) : 0
    const fraction = this.#total === 0 ? 1 : (this.#total - this.#remaining + inHand) / this.#total
    return { fraction, leftS: segmentS === null ? null : segmentS * (this.#remaining - inHand) }
  }
}
