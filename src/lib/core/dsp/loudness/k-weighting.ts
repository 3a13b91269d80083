/** Coefficients of one second-order section, a0 = 1. */
interface Biquad {
  b0: number
  b1: number
  b2: number
  a1: number
  a2: number
}

/**
 * The two filters of ITU-R BS.1770-4 for any sample rate: the analogue prototypes behind the tables for 48 kHz, by
 * bilinear transform (De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 2018).
 */
function shelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate)
  const q = 0.7071752369554196
  const high = Math.pow(10, 3.999843853973347 / 20)
  const band = Math.pow(high, 0.4996667741545416)
  const a0 = 1 + k / q + k * k
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  }
}

function highPass(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
}

/** Sums the squares of one channel's K-weighted samples. */
export class KWeighting {
  readonly #shelf: Biquad
  readonly #high: Biquad
  #s1 = 0
  #s2 = 0
  #h1 = 0
  #h2 = 0

  constructor(rate: number) {
    this.#shelf = shelf(rate)
    this.#high = highPass(rate)
  }

  /** Sum of squares of samples `from` up to `to` behind both filters (transposed direct form II). */
  energy(samples: Float32Array, from: number, to: number): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf
    const { a1: c1, a2: c2 } = this.#high
    let s1 = this.#s1
    let s2 = this.#s2
    let h1 = this.#h1
    let h2 = this.#h2
    let sum = 0
    for (let i = from; i < to; i++) {
      const x = samples[i] as number
      const y = b0 * x + s1
      s1 = b1 * x - a1 * y + s2
      s2 = b2 * x - a2 * y
      const z = y + h1
      h1 = -2 * y - c1 * z + h2
      h2 = y - c2 * z
      sum += z * z
    }
    this.#s1 = settled(s1)
    this.#s2 = settled(s2)
    this.#h1 = settled(h1)
    this.#h2 = settled(h2)
    return sum
  }
}

/** Denormal numbers make a filter a hundred times slower. */
const settled = (x: number) => (Math.abs(x) < 1e-30 ? 0 : x)
