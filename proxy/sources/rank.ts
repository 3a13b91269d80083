import type { Candidate, TrackMeta } from '../contract.ts'
import type { Wish } from '../providers/catalogue.ts'

const wordsIn = (text: string): Set<string> =>
  new Set(
    text
      .slice(0, 500)
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  )

/** Words in common over words in all (Dice), 0 to 1. */
export function likeness(a: string, b: string): number {
  const [left, right] = [wordsIn(a), wordsIn(b)]
  if (left.size + right.size === 0) return 0
  const common = [...left].filter((word) => right.has(word)).length
  return (2 * common) / (left.size + right.size)
}

/** Ten seconds apart is worth half of being equal; unknown is in between. */
export function nearness(a: number | null, b: number | null): number {
  if (a === null || b === null) return 0.7
  return 1 / (1 + Math.abs(a - b) / 10_000)
}

const textOf = (wish: Wish): string => wish.q || `${wish.artist} ${wish.title}`

/** How near the words are, and the durations when both are known. An order for lists; the app's match decides. */
export function scoreOf(
  wish: Wish,
  found: Pick<TrackMeta | Candidate, 'title' | 'durationMs' | 'isrc'> & { artist: string | null },
): number {
  if (wish.isrc && found.isrc === wish.isrc) return 1
  const words = Math.max(
    likeness(textOf(wish), `${found.artist ?? ''} ${found.title}`),
    // Videos name the artist in their title.
    likeness(textOf(wish), found.title) * 0.95,
  )
  const score = words * (wish.durationMs === null ? 1 : nearness(wish.durationMs, found.durationMs))
  return Math.round(score * 1000) / 1000
}

export function ranked<T extends { score: number }>(list: readonly T[], limit: number): T[] {
  return list.toSorted((a, b) => b.score - a.score).slice(0, limit)
}
