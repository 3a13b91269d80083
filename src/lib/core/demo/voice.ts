import { smoother, stateVariable } from './filters.ts'
import { breath, glottis } from './glottis.ts'
import { intonation } from './intonation.ts'
import type { Syllable } from './lyrics.ts'
import type { Phoneme } from './phonemes.ts'
import { type Uttered, melody, utter } from './phrasing.ts'
import { noiseSource } from './random.ts'
import { SAMPLE_RATE } from './time.ts'
import { vocalTract } from './tract.ts'

/** Samples between two settings of pitch and mouth: far quicker than either moves. */
const CONTROL = 16

const REST: Phoneme = { formants: [560, 1500, 2750], voice: 0, breath: 0 }

/** The sound at a moment, in seconds: a walk along the words that never looks back. */
function reader(words: readonly Uttered[]): (seconds: number) => Phoneme {
  let n = 0
  return (seconds) => {
    while (seconds >= (words[n]?.to ?? Infinity)) n += 1
    const word = words[n]
    if (!word) return REST
    // Between words the mouth is already on its way to the next sound.
    return seconds < word.from ? { ...REST, formants: word.sound.formants } : word.sound
  }
}

/** The slow part of singing: what sound, which pitch, which shape of the mouth. */
function gestures(lyrics: readonly Syllable[], seed: number) {
  const soundAt = reader(utter(lyrics))
  const tuneAt = melody(lyrics)
  const tract = vocalTract()
  const rate = SAMPLE_RATE / CONTROL
  const pitch = intonation(seed, rate)
  const formants = REST.formants.map((hertz) => smoother(11, hertz, rate))
  const nose = smoother(20, 0, rate)
  return (seconds: number) => {
    const sound = soundAt(seconds)
    const { midi, held } = tuneAt(seconds)
    const hertz = pitch(midi, held)
    const shape = formants.map((glide, n) => glide(sound.formants[n] ?? 1000))
    tract.shape(shape, hertz, nose(sound.nasal ? 1 : 0))
    return { sound, hertz, mouth: tract.run }
  }
}

/** Sings the words once, mono: folds, breath, mouth and hiss, each following the words smoothly. */
export function singOnce(lyrics: readonly Syllable[], frames: number, seed: number): Float32Array {
  const gesture = gestures(lyrics, seed)
  const [folds, air, noise] = [glottis(seed + 10), breath(seed + 20), noiseSource(seed + 30)]
  const teeth = stateVariable('band')
  const [voice, puff, sizzle] = [smoother(16), smoother(20), smoother(35)]
  const out = new Float32Array(frames)
  for (let block = 0; block < frames; block += CONTROL) {
    const { sound, hertz, mouth } = gesture(block / SAMPLE_RATE)
    const { hertz: centre, q, level } = sound.hiss ?? { hertz: 6000, q: 0.7, level: 0 }
    for (let i = block; i < Math.min(block + CONTROL, frames); i++) {
      const flow = folds(hertz)
      const throat = mouth(flow.swing * voice(sound.voice) + 0.35 * puff(sound.breath) * air(flow.open))
      out[i] = throat + teeth(noise(), centre, q) * sizzle(level)
    }
  }
  return out
}
