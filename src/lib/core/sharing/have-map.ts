/** Which chunks are there: a bit each. */
export class HaveMap {
  readonly size: number
  readonly #bits: Uint8Array<ArrayBuffer>
  #count = 0

  /** `bits` as another map gave them; too many are cut, missing ones are not there. */
  constructor(size: number, bits: Uint8Array = new Uint8Array()) {
    this.size = size
    this.#bits = new Uint8Array(Math.ceil(size / 8))
    for (let i = 0; i < size; i++) if (((bits[i >> 3] ?? 0) >> (i & 7)) & 1) this.add(i)
  }

  get count(): number {
    return this.#count
  }

  get isFull(): boolean {
    return this.#count === this.size
  }

  has(index: number): boolean {
    return index >= 0 && index < this.size && (((this.#bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
  }

  add(index: number): void {
    if (index < 0 || index >= this.size || this.has(index)) return
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7))
    this.#count++
  }

  hasAll(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (!this.has(i)) return false
    return true
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bits.slice()
  }
}
