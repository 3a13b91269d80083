import { BASS, CHROMA_WIDTH, meanRows, MIDDLE } from './pitch-classes.ts'
import { cosineOf } from './vectors.ts'

export interface HeardChord {
  /** Pitch class of the root, null where no chord sounds. */
  root: number | null
  quality: 'major' | 'minor' | 'seventh' | 'none'
  /** Seconds. */
  start: number
  end: number
  /** 0 to 1. */
  confidence: number
}

const SHAPES = { major: [0, 4, 7], minor: [0, 3, 7], seventh: [0, 4, 7, 10] } as const
type Shape = keyof typeof SHAPES
/** A seventh must be worth its note: triads are far more common. */
const EASE: Record<Shape, number> = { major: 0, minor: 0, seventh: -0.06 }
const NONE_SCORE = 0.5
/** What a change of chord costs, so that passing notes make none. */
const CHANGE_COST = 0.18
const STEP_S = 0.5

interface State {
  root: number | null
  quality: HeardChord['quality']
  template: Float64Array
  ease: number
}

const STATES: readonly State[] = [
  ...(Object.keys(SHAPES) as Shape[]).flatMap((quality) =>
    Array.from({ length: 12 }, (_, root): State => {
      const template = new Float64Array(12)
      for (const step of SHAPES[quality]) template[(root + step) % 12] = 1
      return { root, quality, template, ease: EASE[quality] }
    }),
  ),
  { root: null, quality: 'none', template: new Float64Array(12), ease: 0 },
]

/** Chords from beat to beat, or every half second where there are no beats. `endS` is the song's length. */
export function chordsOf(
  rows: Float32Array,
  framesPerS: number,
  beats: Float64Array,
  endS: number,
): HeardChord[] {
  const frames = rows.length / CHROMA_WIDTH
  const edges = edgesOf(beats, endS)
  const loudest = loudestOf(rows)
  if (frames === 0 || edges.length < 2 || loudest <= 0) return []
  const scores = edges.slice(0, -1).map((start, i) => {
    const from = Math.min(frames - 1, Math.max(0, Math.round(start * framesPerS)))
    const to = Math.min(frames, Math.max(from + 1, Math.round((edges[i + 1] ?? endS) * framesPerS)))
    return scoresOf(rows, from, to, loudest)
  })
  return joined(cheapest(scores), scores, edges)
}

function edgesOf(beats: Float64Array, endS: number): number[] {
  const inside = Array.from(beats).filter((beat) => beat > 0.1 && beat < endS - 0.1)
  if (inside.length >= 4) return [0, ...inside, endS]
  return Array.from({ length: Math.ceil(endS / STEP_S) + 1 }, (_, i) => Math.min(endS, i * STEP_S))
}

function loudestOf(rows: Float32Array): number {
  let most = 0
  for (const value of rows) most = Math.max(most, value)
  return most
}

function scoresOf(rows: Float32Array, from: number, to: number, loudest: number): Float64Array {
  const raw = meanRows(rows, from, to, MIDDLE, false)
  const chroma = raw.map(Math.sqrt)
  const bass = meanRows(rows, from, to, BASS, true)
  const silent = raw.reduce((a, b) => Math.max(a, b), 0) < 1e-3 * loudest
  return Float64Array.from(STATES, ({ root, template, ease }) => {
    if (root === null) return silent ? 1 : NONE_SCORE
    return silent ? 0 : cosineOf(chroma, template) + ease + 0.1 * (bass[root] ?? 0)
  })
}

/** The course of states with the highest sum, changes paid for. */
function cheapest(scores: readonly Float64Array[]): number[] {
  let sums = Float64Array.from(scores[0] ?? [])
  const from: Int16Array[] = []
  for (const here of scores.slice(1)) {
    const best = sums.indexOf(Math.max(...sums))
    const back = new Int16Array(here.length)
    sums = here.map((score, i) => {
      const stays = (sums[i] as number) >= (sums[best] as number) - CHANGE_COST
      back[i] = stays ? i : best
      return score + (stays ? (sums[i] as number) : (sums[best] as number) - CHANGE_COST)
    })
    from.push(back)
  }
  const course = [sums.indexOf(Math.max(...sums))]
  for (const back of from.toReversed()) course.push(back[course.at(-1) ?? 0] ?? 0)
  return course.reverse()
}

function joined(
  course: readonly number[],
  scores: readonly Float64Array[],
  edges: readonly number[],
): HeardChord[] {
  const chords: HeardChord[] = []
  let from = 0
  for (let i = 1; i <= course.length; i++) {
    if (i < course.length && course[i] === course[from]) continue
    const state = STATES[course[from] ?? 0] as State
    const confidence =
      scores.slice(from, i).reduce((sum, row) => sum + marginOf(row, course[from] ?? 0), 0) / (i - from)
    chords.push({
      root: state.root,
      quality: state.quality,
      start: edges[from] ?? 0,
      end: edges[i] ?? 0,
      confidence,
    })
    from = i
  }
  return chords
}

/** How far a state stands above the best of the others, 0 to 1. */
function marginOf(row: Float64Array, state: number): number {
  const others = row.reduce((most, value, i) => (i === state ? most : Math.max(most, value)), 0)
  return Math.max(0, Math.min(1, 0.5 + 2.5 * ((row[state] ?? 0) - others)))
}
