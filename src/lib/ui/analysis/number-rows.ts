import type { Analysis } from '#lib/core/domain/analysis.ts'
import { bpmText } from '#lib/core/music/tempo.ts'
import { numberText } from '../messages/analysis.ts'
import { laneTitle } from '../studio/words.ts'

export interface NumberRow {
  name: string
  value: string
}

export interface NumberGroup {
  title: string
  rows: NumberRow[]
}

const NOTES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B']
/** `C4` for 60. */
export const noteName = (midi: number) =>
  `${NOTES[((Math.round(midi) % 12) + 12) % 12]}${Math.floor(Math.round(midi) / 12) - 1}`

const row = (name: string, value: number | null, unit = '', digits = 1): NumberRow => ({
  name,
  value: numberText(value, unit, digits),
})
const share = (name: string, value: number | null) => row(name, value === null ? null : value * 100, '%', 0)

/** Every number of a result, in groups, as a person reads it. */
export function numberGroups(of: Analysis): NumberGroup[] {
  const groups = [
    tempoGroup(of),
    loudnessGroup(of),
    energyGroup(of),
    spectrumGroup(of),
    coefficientGroup(of),
    stemGroup(of),
  ]
  return groups.filter((group) => group !== null)
}

function tempoGroup({ tempo, key }: Analysis): NumberGroup | null {
  if (!tempo && !key) return null
  const rows: NumberRow[] = []
  if (tempo) {
    rows.push(row('Tempo', tempo.bpm, 'BPM', 2), share('Confidence', tempo.confidence))
    const others = tempo.alternatives.map(
      ({ bpm, confidence }) => `${bpmText(bpm)} (${Math.round(confidence * 100)} %)`,
    )
    rows.push({ name: 'Other readings', value: others.join(', ') || '–' })
    rows.push({
      name: 'Slowest to fastest',
      value: `${numberText(tempo.minBpm, '')} to ${numberText(tempo.maxBpm, 'BPM')}`,
    })
    rows.push(row('Beats', tempo.beatCount, '', 0), row('Beats a bar', tempo.beatsPerBar, '', 0))
    rows.push(
      share('Metre’s confidence', tempo.metreConfidence),
      row('Onsets', tempo.onsetDensity, 'a second', 2),
    )
    rows.push(row('Danceability', tempo.danceability, 'of about 3', 2))
  }
  if (key) rows.push(row('Tuning of A4', key.tuningHz, 'Hz'))
  return { title: 'Tempo and key', rows }
}

function loudnessGroup({ loudness }: Analysis): NumberGroup | null {
  if (!loudness) return null
  return {
    title: 'Loudness',
    rows: [
      row('Integrated', loudness.integratedLufs, 'LUFS'),
      row('Range', loudness.rangeLu, 'LU'),
      row('Loudest short-term', loudness.maxShortTermLufs, 'LUFS'),
      row('Loudest momentary', loudness.maxMomentaryLufs, 'LUFS'),
      row('True peak', loudness.truePeakDbtp, 'dBTP'),
      row('Sample peak', loudness.samplePeakDbfs, 'dBFS'),
      row('Channels measured', loudness.channels, '', 0),
    ],
  }
}

function energyGroup({ energy }: Analysis): NumberGroup | null {
  if (!energy) return null
  return {
    title: 'Energy',
    rows: [
      row('Mean RMS', energy.energy, '', 4),
      row('Variance', energy.variance, '', 6),
      row('Highest and lowest', energy.max, `to ${numberText(energy.min, '', 4)}`, 4),
      row('RMS', energy.rmsDbfs, 'dBFS'),
      row('Crest factor', energy.crestDb, 'dB'),
      row('Zero crossings', energy.zeroCrossingRate * 100, '% of samples', 2),
    ],
  }
}

function spectrumGroup({ spectral, structure }: Analysis): NumberGroup | null {
  if (!spectral) return null
  const rows = [
    row('Centroid', spectral.centroidHz, 'Hz', 0),
    row('Centroid’s variance', spectral.centroidVarianceHz2, 'Hz²', 0),
    row('Rolloff, 85 %', spectral.rolloffHz, 'Hz', 0),
    row('Bandwidth', spectral.bandwidthHz, 'Hz', 0),
    row('Flatness', spectral.flatness, '', 5),
    { name: 'Contrast, dB', value: list(spectral.contrastDb) },
  ]
  if (structure) {
    rows.push(
      row('Onset strength', structure.onsetStrengthMean, '', 2),
      share('Percussive share', structure.percussiveRatio),
    )
  }
  return { title: 'Spectrum', rows }
}

function coefficientGroup({ mfcc, chroma }: Analysis): NumberGroup | null {
  if (!mfcc && !chroma) return null
  const rows: NumberRow[] = []
  if (mfcc)
    rows.push(
      { name: 'MFCC, means', value: list(mfcc.mean) },
      { name: 'MFCC, variances', value: list(mfcc.variance) },
    )
  if (chroma) {
    rows.push({ name: 'Chroma, STFT', value: list(chroma.stft, 2) })
    rows.push(
      { name: 'Chroma, CQT', value: list(chroma.cqt, 2) },
      { name: 'Chroma, CENS', value: list(chroma.cens, 2) },
    )
  }
  return { title: 'Coefficients', rows }
}

function stemGroup({ stems, voice }: Analysis): NumberGroup | null {
  if (stems.length === 0 && !voice) return null
  const rows = stems.map(({ stem, integratedLufs, truePeakDbtp, activity }) => ({
    name: laneTitle(stem),
    value: `${numberText(integratedLufs, 'LUFS')}, ${numberText(truePeakDbtp, 'dBTP')}, sounds ${Math.round(activity * 100)} % of the time`,
  }))
  if (voice) {
    rows.push({
      name: 'Voice',
      value: `${noteName(voice.low)} to ${noteName(voice.high)}, around ${noteName(voice.median)}`,
    })
  }
  return { title: 'Stems', rows }
}

const list = (values: readonly number[], digits = 1) =>
  values.map((value) => numberText(value, '', digits)).join('  ')
