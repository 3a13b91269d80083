/** Bits into bytes, the most significant first; grows as it is filled. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0
  #held = 0
  #count = 0

  constructor(capacity = 65_536) {
    this.#bytes = new Uint8Array(capacity)
  }

  /** Whole bytes written so far. */
  get length(): number {
    return this.#length
  }

  /** The lowest `bits` of `value`, at most 32. */
  put(value: number, bits: number): void {
    if (bits > 16) {
      this.put(value >>> 16, bits - 16)
      this.put(value & 0xffff, 16)
      return
    }
    // At most 7 bits wait, so that 23 are held at the most.
    this.#held = (this.#held << bits) | (value & ((1 << bits) - 1))
    this.#count += bits
    while (this.#count >= 8) {
      this.#count -= 8
      this.#byte((this.#held >>> this.#count) & 0xff)
    }
    this.#held &= (1 << this.#count) - 1
  }

  /** `zeros` nought bits and a one. */
  unary(zeros: number): void {
    for (; zeros >= 16; zeros -= 16) this.put(0, 16)
    this.put(1, zeros + 1)
  }

  /** A Rice code: `value >>> k` in unary, then the lowest `k` bits. */
  rice(value: number, k: number): void {
    const high = value >>> k
    if (high + 1 + k <= 16) {
      // All of it in one go: the noughts are those above the one.
      this.put((1 << k) | (value & ((1 << k) - 1)), high + 1 + k)
      return
    }
    this.unary(high)
    if (k > 0) this.put(value, k)
  }

  /** Fills the last byte with noughts. */
  align(): void {
    if (this.#count > 0) this.put(0, 8 - this.#count)
  }

  /** The bytes from `start` on, as a view that the next write may spoil. */
  view(start: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.#length)
  }

  /** All of it, aligned, as a copy of its own. */
  bytes(): Uint8Array<ArrayBuffer> {
    this.align()
    return this.#bytes.slice(0, this.#length)
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes[this.#length++] = value
  }
}
