/** Cholesky factor R with R'R = A, for a positive semidefinite A (row-major, size x size); upper triangular. */
export function cholesky(a: Float64Array, size: number): Float64Array {
  const r = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let sum = a[i * size + j] ?? NaN
      for (let k = 0; k < i; k++) sum -= (r[k * size + i] ?? NaN) * (r[k * size + j] ?? NaN)
      const pivot = r[i * size + i] ?? NaN
      r[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 0)) : pivot > 0 ? sum / pivot : 0
    }
  }
  return r
}

export interface Quadratic {
  /** hidden x hidden: the sum of squares of `moving (h - mean of h)` is the variance within time. */
  moving: Float64Array
  /** (hidden + 1) x hidden and its bias: the sum of squares of `still mean(h) + bias` is the variance between channels. */
  still: Float64Array
  stillBias: Float64Array
  /** The mean of y over channels is `mean . mean(h) + meanBias`. */
  mean: Float64Array
  meanBias: number
}

/**
 * Mean and variance of y = W h + bias over its channels and time, as sums of squares of small linear maps of h. With
 * W' and bias' centred over the channels: variance = mean |W (h - mean h)|^2 + |W' mean h + bias'|^2, each per channel.
 * Nothing is subtracted, so nothing is lost.
 */
export function quadratic(w: Float32Array, bias: Float32Array, hidden: number): Quadratic {
  const channels = bias.length
  const at = (c: number, k: number): number => (k === hidden ? (bias[c] ?? NaN) : (w[c * hidden + k] ?? NaN))
  const means = Float64Array.from({ length: hidden + 1 }, (_, k) => {
    let sum = 0
    for (let c = 0; c < channels; c++) sum += at(c, k)
    return sum / channels
  })
  const gram = (size: number, centred: boolean): Float64Array => {
    const out = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const mi = centred ? (means[i] ?? NaN) : 0
        const mj = centred ? (means[j] ?? NaN) : 0
        let sum = 0
        for (let c = 0; c < channels; c++) sum += (at(c, i) - mi) * (at(c, j) - mj)
        out[i * size + j] = sum / channels
      }
    }
    return out
  }
  const full = cholesky(gram(hidden + 1, true), hidden + 1)
  const still = new Float64Array((hidden + 1) * hidden)
  const stillBias = new Float64Array(hidden + 1)
  for (let i = 0; i <= hidden; i++) {
    still.set(full.subarray(i * (hidden + 1), i * (hidden + 1) + hidden), i * hidden)
    stillBias[i] = full[i * (hidden + 1) + hidden] ?? NaN
  }
  return {
    moving: cholesky(gram(hidden, false), hidden),
    still,
    stillBias,
    mean: means.subarray(0, hidden),
    meanBias: means[hidden] ?? NaN,
  }
}
