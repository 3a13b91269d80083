/**
 * Which row of a list is drawn in which place, so that a list that scrolls goes on with the elements it has: a row keeps its
 * place as long as it is drawn, and a place that its row has left is the next one's.
 */
export class Slots {
  /** By key, in the order in which they stand. */
  #taken = new Map<string, number>()
  #next = 0

  /** A place for each key, in their order, no two alike. Nobody takes over that of `kept`. */
  place(keys: readonly string[], kept: string | null = null): number[] {
    const wanted = new Set(keys)
    const left = [...this.#taken].filter(([key]) => !wanted.has(key) && key !== kept)
    const free = left.map(([, slot]) => slot)
    const slots = keys.map((key) => this.#taken.get(key) ?? free.shift() ?? this.#next++)
    this.#taken = new Map(keys.map((key, i) => [key, slots[i] ?? 0]))
    return slots
  }
}
