import { Tape } from './tape.ts'

/** Means of a fixed number of rows, so that a picture has no more columns than it can show. */
export class CurveTape {
  readonly rows: Tape
  readonly #every: number
  readonly #sum: Float64Array
  #count = 0

  constructor(width: number, every: number) {
    this.rows = new Tape(width)
    this.#every = every
    this.#sum = new Float64Array(width)
  }

  push(row: ArrayLike<number>): void {
    for (let i = 0; i < this.#sum.length; i++) this.#sum[i] = (this.#sum[i] as number) + (row[i] as number)
    if (++this.#count === this.#every) this.#close()
  }

  finish(): void {
    if (this.#count > 0) this.#close()
  }

  #close(): void {
    this.rows.push(this.#sum.map((value) => value / this.#count))
    this.#sum.fill(0)
    this.#count = 0
  }
}
