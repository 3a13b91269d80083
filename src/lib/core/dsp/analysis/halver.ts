const TAPS = 32

/** Lets every second sample of a stream through, behind a low pass: clean up to an eighth of the old rate. */
export class Halver {
  readonly #taps = tapsOf()
  #held = new Float32Array(TAPS / 2 - 1)
  #at = 0

  push(samples: Float32Array): Float32Array {
    const all = new Float32Array(this.#held.length + samples.length)
    all.set(this.#held)
    all.set(samples, this.#held.length)
    const count = Math.max(0, Math.floor((all.length - this.#at - TAPS) / 2) + 1)
    const out = new Float32Array(count)
    for (let o = 0; o < count; o++) {
      const from = this.#at + 2 * o
      let sum = 0
      for (let k = 0; k < TAPS; k++) sum += (this.#taps[k] as number) * (all[from + k] as number)
      out[o] = sum
    }
    const next = this.#at + 2 * count
    this.#held = all.slice(Math.min(next, all.length))
    this.#at = Math.max(0, next - all.length)
    return out
  }
}

function tapsOf(): Float64Array {
  const row = Float64Array.from({ length: TAPS }, (_, i) => {
    const x = i - (TAPS - 1) / 2
    const window =
      0.42 - 0.5 * Math.cos((2 * Math.PI * i) / (TAPS - 1)) + 0.08 * Math.cos((4 * Math.PI * i) / (TAPS - 1))
    return (Math.sin(0.5 * Math.PI * x) / (Math.PI * x)) * window
  })
  const sum = row.reduce((all, tap) => all + tap, 0)
  return row.map((tap) => tap / sum)
}
