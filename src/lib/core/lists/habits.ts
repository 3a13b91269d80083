import type { Line } from './line.ts'

/** What the lines of a list have in common, and one line alone cannot tell. */
export interface Habits {
  /** `Title - Artist`: the right side repeats, the left does not. */
  titleFirst: boolean
  /** Bare numbers in front count the lines. */
  counted: boolean
  /** Times in front are places in a mix and not lengths. */
  leadIsPlace: boolean
  trailIsPlace: boolean
  /** Which of three parts is the album; -1 where there is none. */
  albumAt: -1 | 1 | 2
  /** Some line has an artist or a link: one that has neither is prose. */
  hasBetter: boolean
}

export function habitsOf(lines: readonly Line[]): Habits {
  const parted = lines.filter((line) => line.parts.length > 1)
  return {
    titleFirst: isTitleFirst(parted),
    counted: isCounting(lines.map((line) => line.bareNumber)),
    leadIsPlace: isRising(lines.map((line) => line.atMs)),
    trailIsPlace: isRising(lines.map((line) => line.trailMs)),
    albumAt: albumAt(lines),
    hasBetter: parted.length > 0 || lines.some((line) => line.links.length > 0),
  }
}

/** Share of different values: 1 when none repeats. */
function variety(texts: readonly string[]): number {
  return new Set(texts.map((text) => text.toLowerCase())).size / Math.max(1, texts.length)
}

function isTitleFirst(parted: readonly Line[]): boolean {
  const pairs = parted.filter((line) => line.parts.length === 2 && !line.certain)
  if (pairs.length < 4) return false
  const left = variety(pairs.map((line) => line.parts[0] ?? ''))
  const right = variety(pairs.map((line) => line.parts[1] ?? ''))
  return left > 0.85 && right < 0.6
}

/** 1, 2, 3 … for nearly all lines. */
function isCounting(numbers: readonly (number | null)[]): boolean {
  const known = numbers.filter((number) => number !== null)
  if (known.length < 2 || known.length < numbers.length * 0.6) return false
  const steps = known.slice(1).filter((number, i) => number - (known[i] ?? 0) === 1).length
  return steps >= (known.length - 1) * 0.8
}

/** Places in a mix grow from line to line; lengths go up and down. One alone is a place. */
function isRising(times: readonly (number | null)[]): boolean {
  const known = times.filter((time) => time !== null)
  if (known.length < 3) return known.length > 0 && known[0] === 0
  const rises = known.slice(1).filter((time, i) => time > (known[i] ?? 0)).length
  return rises >= (known.length - 1) * 0.95
}

function albumAt(lines: readonly Line[]): Habits['albumAt'] {
  const threes = lines.filter((line) => line.parts.length === 3)
  if (threes.length < 4 || threes.length < lines.length * 0.6) return -1
  const [middle, last] = [1, 2].map((at) => variety(threes.map((line) => line.parts[at] ?? '')))
  if ((middle ?? 1) < 0.6 && (middle ?? 1) < (last ?? 1)) return 1
  return (last ?? 1) < 0.6 ? 2 : -1
}
