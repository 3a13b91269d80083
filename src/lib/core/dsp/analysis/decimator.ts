/** Lets every fourth sample of a mono stream through, behind a low pass at 0.45 of the new rate's half band. */
const FACTOR = 4
const TAPS = 64

function taps(): Float64Array {
  const cut = 0.9 / (2 * FACTOR)
  const row = Float64Array.from({ length: TAPS }, (_, i) => {
    const x = i - (TAPS - 1) / 2
    const window =
      0.42 - 0.5 * Math.cos((2 * Math.PI * i) / (TAPS - 1)) + 0.08 * Math.cos((4 * Math.PI * i) / (TAPS - 1))
    return (Math.sin(2 * Math.PI * cut * x) / (Math.PI * x)) * window
  })
  const sum = row.reduce((all, tap) => all + tap, 0)
  return row.map((tap) => tap / sum)
}

export class Decimator {
  readonly #taps = taps()
  #held = new Float32Array(TAPS / 2)
  /** Place in `held` under the first tap of the next sample out. */
  #at = 0

  push(samples: Float32Array): Float32Array {
    const all = new Float32Array(this.#held.length + samples.length)
    all.set(this.#held)
    all.set(samples, this.#held.length)
    const count = Math.max(0, Math.floor((all.length - this.#at - TAPS) / FACTOR) + 1)
    const out = new Float32Array(count)
    const row = this.#taps
    for (let o = 0; o < count; o++) {
      const from = this.#at + o * FACTOR
      const last = from + TAPS - 1
      // The row reads the same from both ends. Two sums, for neither has to wait for the other.
      let even = 0
      let odd = 0
      for (let k = 0; k < TAPS / 2; k += 2) {
        even += (row[k] as number) * ((all[from + k] as number) + (all[last - k] as number))
        odd += (row[k + 1] as number) * ((all[from + k + 1] as number) + (all[last - k - 1] as number))
      }
      out[o] = even + odd
    }
    const next = this.#at + count * FACTOR
    this.#held = all.slice(Math.min(next, all.length))
    this.#at = Math.max(0, next - all.length)
    return out
  }
}
