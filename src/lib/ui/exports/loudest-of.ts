/** Columns of several lanes as one picture: the widest of each; pairs of min and max, NaN where nothing is yet. */
export function loudestOf(lanes: readonly Float32Array[]): Float32Array | null {
  const [first, ...others] = lanes
  if (!first) return null
  return first.map((value, i) =>
    others.reduce((widest, lane) => {
      const next = lane[i] ?? NaN
      if (Number.isNaN(widest)) return next
      if (Number.isNaN(next)) return widest
      return i % 2 === 0 ? Math.min(widest, next) : Math.max(widest, next)
    }, value),
  )
}
