/** Values under a Gaussian of `sigma` samples; silence before and after. */
export function smoothed(values: Float32Array, sigma: number): Float32Array {
  const reach = Math.ceil(4 * sigma)
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigma) ** 2),
  )
  const sum = kernel.reduce((all, weight) => all + weight, 0)
  const out = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let total = 0
    const from = Math.max(0, i - reach)
    const to = Math.min(values.length - 1, i + reach)
    for (let k = from; k <= to; k++) total += (values[k] as number) * (kernel[k - i + reach] as number)
    out[i] = total / sum
  }
  return out
}

/** What stands out of its surroundings: smoothed a little, less the local mean. */
export function standingOut(values: Float32Array, near: number, far: number): Float32Array {
  const fine = smoothed(values, near)
  const coarse = smoothed(fine, far)
  return fine.map((value, i) => value - (coarse[i] as number))
}
