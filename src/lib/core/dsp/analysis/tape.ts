/** A growing row of float32, `width` at a time. */
export class Tape {
  readonly width: number
  #held: Float32Array<ArrayBuffer>
  #length = 0

  constructor(width = 1) {
    this.width = width
    this.#held = new Float32Array(width * 4096)
  }

  /** How many rows there are. */
  get rows(): number {
    return this.#length / this.width
  }

  push(values: ArrayLike<number>): void {
    this.#fit(values.length)
    this.#held.set(values, this.#length)
    this.#length += values.length
  }

  add(value: number): void {
    this.#fit(1)
    this.#held[this.#length++] = value
  }

  /** A view of all of it, until more is added. */
  get all(): Float32Array<ArrayBuffer> {
    return this.#held.subarray(0, this.#length)
  }

  #fit(more: number): void {
    if (this.#length + more <= this.#held.length) return
    const larger = new Float32Array(this.#held.length * 2)
    larger.set(this.#held.subarray(0, this.#length))
    this.#held = larger
  }
}
