/** Values on an axis that people read easily, at most about `most` of them, within the bounds. */
export function niceTicks(low: number, high: number, most: number): number[] {
  if (!(high > low) || most < 1) return []
  const rough = (high - low) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  // Counted in whole steps, so that 0.3 is not 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toFixed(digits)),
  )
}

/** Lowest and highest of the finite values; null where there are none. */
export function boundsOf(values: Iterable<number>): { low: number; high: number } | null {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? { low, high } : null
}

/** Mean of each of `columns` stretches of evenly spaced values; NaN where a stretch has none that is finite. */
export function columnsOf(values: ArrayLike<number>, columns: number): Float32Array {
  const out = new Float32Array(columns).fill(NaN)
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * values.length) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns))
    let sum = 0
    let count = 0
    for (let i = from; i < Math.min(to, values.length); i++) {
      const value = values[i] ?? NaN
      if (!Number.isFinite(value)) continue
      sum += value
      count++
    }
    if (count > 0) out[column] = sum / count
  }
  return out
}
