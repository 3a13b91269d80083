/**
 * How alike two texts are, 0 to 1: the better of shared letter pairs and shared words (Sørensen–Dice 1945/48). Symmetric; 1
 * only for equal texts.
 */
export function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  if (a === '' || b === '') return 0
  const value = Math.max(
    dice(pairsOf(a), pairsOf(b)),
    0.97 * dice(countsOf(a.split(' ')), countsOf(b.split(' '))),
  )
  return Math.min(value, 0.99)
}

type Counts = Map<string, number>

function countsOf(items: readonly string[]): Counts {
  const counts: Counts = new Map()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** Of one letter, the letter itself. */
function pairsOf(text: string): Counts {
  const bare = text.replaceAll(' ', '')
  if (bare.length < 2) return countsOf([bare])
  return countsOf(Array.from({ length: bare.length - 1 }, (_, i) => bare.slice(i, i + 2)))
}

function dice(a: Counts, b: Counts): number {
  let shared = 0
  let all = 0
  for (const [item, times] of a) {
    shared += Math.min(times, b.get(item) ?? 0)
    all += times
  }
  for (const times of b.values()) all += times
  return all === 0 ? 0 : (2 * shared) / all
}
