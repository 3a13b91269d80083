/** The list with `one` at `to`; what lies between moves up or down by one. */
export function moved<T>(list: readonly T[], one: T, to: number): T[] {
  const others = list.filter((other) => other !== one)
  const at = Math.min(Math.max(0, to), others.length)
  return list.includes(one) ? others.toSpliced(at, 0, one) : [...list]
}
