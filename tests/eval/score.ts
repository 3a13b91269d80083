/** Within 4 %, as tempo has been judged since Gouyon et al. 2006. */
const TEMPO_TOLERANCE = 0.04
/** Seconds by which a beat may be off (Davies, Degara & Plumbley 2009). */
const BEAT_WINDOW_S = 0.07

const near = (found: number, wanted: number) => Math.abs(found / wanted - 1) <= TEMPO_TOLERANCE

/** Accuracy 1: the same level. Accuracy 2: half, double, third and triple count too. */
export function tempoScores(found: number | null, wanted: number): { first: number; second: number } {
  if (found === null) return { first: 0, second: 0 }
  const levels = [1, 2, 3, 1 / 2, 1 / 3]
  return {
    first: Number(near(found, wanted)),
    second: Number(levels.some((level) => near(found, wanted * level))),
  }
}

/** F measure of moments, each met at most once. */
export function beatF(found: readonly number[], wanted: readonly number[]): number {
  let hits = 0
  let j = 0
  for (const time of found) {
    while (j < wanted.length && (wanted[j] ?? 0) < time - BEAT_WINDOW_S) j++
    if (j < wanted.length && Math.abs((wanted[j] ?? 0) - time) <= BEAT_WINDOW_S) {
      hits++
      j++
    }
  }
  return found.length + wanted.length === 0 ? 1 : (2 * hits) / (found.length + wanted.length)
}

const CLASSES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']
const FLATS: Record<string, string> = { Db: 'C#', Eb: 'D#', Gb: 'F#', Ab: 'G#', Bb: 'A#' }

function parsed(words: string): { tonic: number; mode: string } {
  const [tonic = '', mode = ''] = words.split(' ')
  return { tonic: CLASSES.indexOf(FLATS[tonic] ?? tonic), mode }
}

/** 1 for the key itself, less for its neighbours (MIREX audio key detection). */
export function keyScores(found: string | null, wanted: string): { exact: number; weighted: number } {
  if (found === null) return { exact: 0, weighted: 0 }
  const a = parsed(found)
  const b = parsed(wanted)
  const distance = (a.tonic - b.tonic + 12) % 12
  if (distance === 0 && a.mode === b.mode) return { exact: 1, weighted: 1 }
  if (a.mode === b.mode) return { exact: 0, weighted: distance === 5 || distance === 7 ? 0.5 : 0 }
  if (distance === 0) return { exact: 0, weighted: 0.2 }
  return { exact: 0, weighted: distance === (b.mode === 'major' ? 9 : 3) ? 0.3 : 0 }
}
