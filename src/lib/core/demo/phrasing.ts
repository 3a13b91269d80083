import type { Syllable } from './lyrics.ts'
import { type Phoneme, phoneme } from './phonemes.ts'
import { secondsAt } from './time.ts'

/** One speech sound on the clock, in seconds. */
export type Uttered = { readonly from: number; readonly to: number; readonly sound: Phoneme }

const length = (sounds: readonly Phoneme[]): number =>
  sounds.reduce((sum, one) => sum + (one.seconds ?? 0), 0)

/**
 * The words on the clock. A singer puts the vowel on the beat: consonants before it borrow their time from what went
 * before. Two vowels in one syllable are a glide: the first takes two thirds.
 */
export function utter(lyrics: readonly Syllable[]): Uttered[] {
  const parts = lyrics.map((syllable) => split(syllable))
  return parts.flatMap(({ onset, vowels, coda, start, end }, k) => {
    const next = parts[k + 1]
    const last = next ? Math.min(end, next.start - length(next.onset)) : end
    const held = last - length(coda) - start
    const shares = vowels.length === 2 ? [2 / 3, 1 / 3] : [1]
    const timed = [
      ...onset.map((sound) => ({ sound, seconds: sound.seconds ?? 0 })),
      ...vowels.map((sound, n) => ({ sound, seconds: held * (shares[n] ?? 0) })),
      ...coda.map((sound) => ({ sound, seconds: sound.seconds ?? 0 })),
    ]
    let at = start - length(onset)
    return timed.map(({ sound, seconds }): Uttered => {
      const from = at
      at += seconds
      return { from, to: at, sound }
    })
  })
}

function split(syllable: Syllable) {
  const sounds = syllable.sounds.map(phoneme)
  const first = sounds.findIndex((sound) => sound.seconds === undefined)
  const last = sounds.findLastIndex((sound) => sound.seconds === undefined)
  return {
    onset: sounds.slice(0, first),
    vowels: sounds.slice(first, last + 1),
    coda: sounds.slice(last + 1),
    start: secondsAt(syllable.beat),
    end: secondsAt(syllable.beat + syllable.beats),
  }
}

/** What the voice aims at, asked in order of time: the note (MIDI number) and the seconds since it began. */
export function melody(lyrics: readonly Syllable[]): (seconds: number) => { midi: number; held: number } {
  const steps = lyrics.flatMap(({ beat, tune }) =>
    // A singer moves to the note just before it is due.
    tune.map(([after, midi]) => ({ at: secondsAt(beat + after) - 0.05, midi })),
  )
  let n = 0
  return (seconds) => {
    while (seconds >= (steps[n + 1]?.at ?? Infinity)) n += 1
    return { midi: steps[n]?.midi ?? 60, held: seconds - (steps[n]?.at ?? 0) }
  }
}
