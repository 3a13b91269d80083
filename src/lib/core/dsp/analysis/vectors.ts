/** Cosine of the angle between two vectors of equal length; 0 where one is nothing. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let both = 0
  let a2 = 0
  let b2 = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number
    const y = b[i] as number
    both += x * y
    a2 += x * x
    b2 += y * y
  }
  return a2 > 0 && b2 > 0 ? both / Math.sqrt(a2 * b2) : 0
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return values.length === 0 ? 0 : sum / values.length
}

/** Columns brought to mean 0 and spread 1, in place. */
export function standardise(rows: readonly Float64Array[]): void {
  const width = rows[0]?.length ?? 0
  for (let c = 0; c < width; c++) {
    const mean = meanOf(rows.map((row) => row[c] ?? 0))
    const spread = Math.sqrt(meanOf(rows.map((row) => ((row[c] ?? 0) - mean) ** 2))) || 1
    for (const row of rows) row[c] = ((row[c] ?? 0) - mean) / spread
  }
}
