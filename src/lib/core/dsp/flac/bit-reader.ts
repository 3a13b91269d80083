/** The bits ended, or say what cannot be. */
export class BadBits extends Error {
  override readonly name = 'BadBits'
}

/** Bits out of bytes, the most significant first; throws `BadBits` at the end. */
export class BitReader {
  readonly #bytes: Uint8Array
  #at = 0
  #held = 0
  #count = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The byte in which the next bit lies. */
  get place(): number {
    return this.#at - (this.#count > 0 ? 1 : 0)
  }

  /** Unsigned, at most 32 bits. */
  take(bits: number): number {
    if (bits > 16) {
      const high = this.take(bits - 16)
      return high * 65_536 + this.take(16)
    }
    while (this.#count < bits) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new BadBits('cut short')
      this.#held = (this.#held << 8) | byte
      this.#count += 8
    }
    this.#count -= bits
    const value = (this.#held >>> this.#count) & ((1 << bits) - 1)
    this.#held &= (1 << this.#count) - 1
    return value
  }

  /** Two's complement, at most 32 bits. */
  signed(bits: number): number {
    const value = this.take(bits)
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value
  }

  /** Nought bits before the next one. */
  unary(): number {
    let zeros = 0
    for (;;) {
      if (this.#count === 0) {
        const byte = this.#bytes[this.#at++]
        if (byte === undefined) throw new BadBits('cut short')
        this.#held = byte
        this.#count = 8
      }
      if (this.#held === 0) {
        zeros += this.#count
        this.#count = 0
        continue
      }
      const lead = Math.clz32(this.#held) - (32 - this.#count)
      this.#count -= lead + 1
      this.#held &= (1 << this.#count) - 1
      return zeros + lead
    }
  }

  align(): void {
    this.#count = 0
    this.#held = 0
  }
}
