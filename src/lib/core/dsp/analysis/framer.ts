/**
 * Cuts a stream into overlapping frames centred on multiples of `hop`, silence before and after it (librosa's
 * `center=True`, `pad_mode="constant"`): 1 + floor(samples / hop) frames, whatever the pieces it came in.
 */
export class Framer {
  readonly #size: number
  readonly #hop: number
  readonly #see: (frame: Float32Array, index: number) => void
  #held: Float32Array
  #length: number
  #start = 0
  #total = 0
  #index = 0

  /** `see` must not keep the frame it is shown. */
  constructor(size: number, hop: number, see: (frame: Float32Array, index: number) => void) {
    this.#size = size
    this.#hop = hop
    this.#see = see
    this.#held = new Float32Array(size * 4)
    this.#length = size / 2
  }

  push(samples: Float32Array): void {
    this.#total += samples.length
    this.#take(samples)
    this.#show(Infinity)
  }

  finish(): void {
    const frames = 1 + Math.floor(this.#total / this.#hop)
    this.#take(new Float32Array(this.#size))
    this.#show(frames)
  }

  #take(samples: Float32Array): void {
    const kept = this.#length - this.#start
    if (kept + samples.length > this.#held.length - this.#start) {
      const more =
        kept + samples.length > this.#held.length ? new Float32Array(2 * (kept + samples.length)) : this.#held
      more.set(this.#held.subarray(this.#start, this.#length))
      this.#held = more
      this.#start = 0
      this.#length = kept
    }
    this.#held.set(samples, this.#length)
    this.#length += samples.length
  }

  #show(frames: number): void {
    while (this.#length - this.#start >= this.#size && this.#index < frames) {
      this.#see(this.#held.subarray(this.#start, this.#start + this.#size), this.#index)
      this.#index++
      this.#start += this.#hop
    }
  }
}
