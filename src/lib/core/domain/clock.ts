/** Time as an argument: the browser's in the page, a virtual one in tests. */
export interface Clock {
  /** Milliseconds since 1970; may jump either way. */
  now(): number
  /** Calls `work` once, after `ms` at the soonest; returns stop. */
  after(ms: number, work: () => void): () => void
}
