/** Rows of weights over a spectrum of which only a stretch is not zero. */
export class SparseBank {
  readonly #rows: { first: number; weights: Float32Array }[]

  constructor(rows: readonly Float32Array[]) {
    this.#rows = rows.map((row) => {
      let first = row.findIndex((weight) => weight !== 0)
      if (first < 0) first = 0
      const last = row.findLastIndex((weight) => weight !== 0)
      return { first, weights: row.slice(first, last + 1) }
    })
  }

  get rows(): number {
    return this.#rows.length
  }

  apply(spectrum: Float32Array, out: Float32Array): void {
    this.#rows.forEach(({ first, weights }, r) => {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (spectrum[first + i] as number)
      out[r] = sum
    })
  }
}
