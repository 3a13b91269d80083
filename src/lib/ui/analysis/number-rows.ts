import type { Analysis } from '#lib/core/domain/analysis.ts'
import { bpmText } from '#lib/core/music/tempo.ts'
import { numberText } from '../messages/facts.ts'
import { laneTitle } from '../studio/words.ts'
import { t } from '../messages/t.ts'

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
    rows.push(row(t('Tempo'), tempo.bpm, 'BPM', 2), share(t('Confidence'), tempo.confidence))
    const others = tempo.alternatives.map(
      ({ bpm, confidence }) => `${bpmText(bpm)} (${Math.round(confidence * 100)} %)`,
    )
    rows.push({ name: t('Other readings'), value: others.join(', ') || '–' })
    rows.push({
      name: t('Slowest to fastest'),
      value: t('{number} to {number2}', {
        number: numberText(tempo.minBpm, ''),
        number2: numberText(tempo.maxBpm, 'BPM'),
      }),
    })
    rows.push(row(t('Beats'), tempo.beatCount, '', 0), row(t('Beats a bar'), tempo.beatsPerBar, '', 0))
    rows.push(
      share(t('Metre’s confidence'), tempo.metreConfidence),
      row(t('Onsets'), tempo.onsetDensity, t('a second'), 2),
    )
    rows.push(row(t('Danceability'), tempo.danceability, t('of about 3'), 2))
  }
  if (key) rows.push(row(t('Tuning of A4'), key.tuningHz, 'Hz'))
  return { title: t('Tempo and key'), rows }
}

function loudnessGroup({ loudness }: Analysis): NumberGroup | null {
  if (!loudness) return null
  return {
    title: t('Loudness'),
    rows: [
      row(t('Integrated'), loudness.integratedLufs, 'LUFS'),
      row(t('Range'), loudness.rangeLu, 'LU'),
      row(t('Loudest short-term'), loudness.maxShortTermLufs, 'LUFS'),
      row(t('Loudest momentary'), loudness.maxMomentaryLufs, 'LUFS'),
      row(t('True peak'), loudness.truePeakDbtp, 'dBTP'),
      row(t('Sample peak'), loudness.samplePeakDbfs, 'dBFS'),
      row(t('Channels measured'), loudness.channels, '', 0),
    ],
  }
}

function energyGroup({ energy }: Analysis): NumberGroup | null {
  if (!energy) return null
  return {
    title: t('Energy'),
    rows: [
      row(t('Mean RMS'), energy.energy, '', 4),
      row(t('Variance'), energy.variance, '', 6),
      row(
        t('Highest and lowest'),
        energy.max,
        t('to {number}', { number: numberText(energy.min, '', 4) }),
        4,
      ),
      row('RMS', energy.rmsDbfs, 'dBFS'),
      row(t('Crest factor'), energy.crestDb, 'dB'),
      row(t('Zero crossings'), energy.zeroCrossingRate * 100, t('% of samples'), 2),
    ],
  }
}

function spectrumGroup({ spectral, structure }: Analysis): NumberGroup | null {
  if (!spectral) return null
  const rows = [
    row(t('Centroid'), spectral.centroidHz, 'Hz', 0),
    row(t('Centroid’s variance'), spectral.centroidVarianceHz2, 'Hz²', 0),
    row(t('Rolloff, 85 %'), spectral.rolloffHz, 'Hz', 0),
    row(t('Bandwidth'), spectral.bandwidthHz, 'Hz', 0),
    row(t('Flatness'), spectral.flatness, '', 5),
    { name: t('Contrast, dB'), value: list(spectral.contrastDb) },
  ]
  if (structure) {
    rows.push(
      row(t('Onset strength'), structure.onsetStrengthMean, '', 2),
      share(t('Percussive share'), structure.percussiveRatio),
    )
  }
  return { title: t('Spectrum'), rows }
}

function coefficientGroup({ mfcc, chroma }: Analysis): NumberGroup | null {
  if (!mfcc && !chroma) return null
  const rows: NumberRow[] = []
  if (mfcc)
    rows.push(
      { name: t('MFCC, means'), value: list(mfcc.mean) },
      { name: t('MFCC, variances'), value: list(mfcc.variance) },
    )
  if (chroma) {
    rows.push({ name: t('Chroma, STFT'), value: list(chroma.stft, 2) })
    rows.push(
      { name: t('Chroma, CQT'), value: list(chroma.cqt, 2) },
      { name: t('Chroma, CENS'), value: list(chroma.cens, 2) },
    )
  }
  return { title: t('Coefficients'), rows }
}

function stemGroup({ stems, voice }: Analysis): NumberGroup | null {
  if (stems.length === 0 && !voice) return null
  const rows = stems.map(({ stem, integratedLufs, truePeakDbtp, activity }) => ({
    name: laneTitle(stem),
    value: t('{number}, {number2}, sounds {activity} % of the time', {
      number: numberText(integratedLufs, 'LUFS'),
      number2: numberText(truePeakDbtp, 'dBTP'),
      activity: Math.round(activity * 100),
    }),
  }))
  if (voice) {
    rows.push({
      name: t('Voice'),
      value: t('{note} to {note2}, around {note3}', {
        note: noteName(voice.low),
        note2: noteName(voice.high),
        note3: noteName(voice.median),
      }),
    })
  }
  return { title: t('Stems'), rows }
}

const list = (values: readonly number[], digits = 1) =>
  values.map((value) => numberText(value, '', digits)).join('  ')
