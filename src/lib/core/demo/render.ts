import { renderBass } from './bass.ts'
import { renderDrums } from './drums.ts'
import { limiterGain, mastered, sumOf } from './mixdown.ts'
import { renderOther } from './other.ts'
import { type Stereo, mapStereo } from './stereo.ts'
import { SAMPLE_RATE } from './time.ts'
import { renderVocals } from './vocals.ts'

/** The demo song and what it is made of: `mix` is the sum of the four stems, sample by sample. Samples are within ±1. */
export type Demo = {
  readonly sampleRate: number
  readonly mix: Stereo
  readonly stems: {
    readonly drums: Stereo
    readonly bass: Stereo
    readonly other: Stereo
    readonly vocals: Stereo
  }
}

/** The faders of the mixing desk. */
const FADERS = { drums: 0.8, bass: 0.84, other: 0.86, vocals: 0.86 }

/** Seconds over which the last ring is faded out. */
const FADE = 0.6

/** Plays the whole piece: the same samples on every call and every machine (up to the last bits of its sines). */
export function renderDemo(): Demo {
  const played = {
    drums: faded(renderDrums(), FADERS.drums),
    bass: faded(renderBass(), FADERS.bass),
    other: faded(renderOther(), FADERS.other),
    vocals: faded(renderVocals(), FADERS.vocals),
  }
  const gain = limiterGain(sumOf([played.drums, played.bass, played.other, played.vocals]))
  const drums = mastered(played.drums, gain, FADE)
  const bass = mastered(played.bass, gain, FADE)
  const other = mastered(played.other, gain, FADE)
  const vocals = mastered(played.vocals, gain, FADE)
  const mix = sumOf([drums, bass, other, vocals])
  return { sampleRate: SAMPLE_RATE, mix, stems: { drums, bass, other, vocals } }
}

function faded(track: Stereo, fader: number): Stereo {
  return mapStereo(track, (side) => side.map((x) => fader * x))
}
