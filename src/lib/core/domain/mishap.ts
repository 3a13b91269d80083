/**
 * What may go wrong at any moment while answers are waited for: a worker dies, a device is lost.
 *
 * Not `Promise.race` with a promise that may never settle: that one keeps a reaction for every race it ever ran in, and
 * with it every answer. Fifty megabytes a segment of a song were held that way.
 */
export class Mishap {
  #happened: Error | null = null
  readonly #waiting = new Set<(error: Error) => void>()

  /** Ends everything that waits, and all that will; only the first counts. */
  happen(error: Error): void {
    if (this.#happened) return
    this.#happened = error
    for (const tell of this.#waiting) tell(error)
  }

  /** The answer of `work`; throws what happened if that comes first. Holds neither once it is settled. */
  async or<R>(work: Promise<R>): Promise<R> {
    if (this.#happened) throw this.#happened
    const mine = Promise.withResolvers<never>()
    this.#waiting.add(mine.reject)
    try {
      return await Promise.race([work, mine.promise])
    } finally {
      this.#waiting.delete(mine.reject)
    }
  }
}
