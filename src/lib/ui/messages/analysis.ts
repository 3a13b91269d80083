import type { SectionType } from '#lib/core/domain/analysis-detail.ts'
import type { AnalysisFeature } from '#lib/core/domain/analysis.ts'
import type { Agreement } from '#lib/core/music/agreement.ts'
import type { Pairing } from '#lib/core/music/goes-well.ts'
import type { KeyNotation, KeyRelation } from '#lib/core/music/musical-key.ts'
import { t, words } from './t.ts'
import { fixedText } from './format.ts'

const SECTIONS: Record<SectionType, string> = words({
  intro: 'Intro',
  verse: 'Verse',
  pre_chorus: 'Pre-chorus',
  chorus: 'Chorus',
  bridge: 'Bridge',
  build_up: 'Build-up',
  breakdown: 'Breakdown',
  drop: 'Drop',
  outro: 'Outro',
})

export const sectionName = (type: SectionType): string => SECTIONS[type]

const AGREEMENTS: Record<Agreement, string> = words({
  same: 'agrees',
  level: 'agrees, at another level',
  near: 'a near key',
  other: 'differs',
  unknown: '',
})

export const agreementText = (agreement: Agreement): string => AGREEMENTS[agreement]

export const notations = (): { value: KeyNotation; label: string }[] => [
  { value: 'musical', label: t('Musical') },
  { value: 'camelot', label: t('Camelot') },
  { value: 'open', label: t('Open Key') },
]

/** What can be measured anew by itself. */
export const featureGroups = (): { feature: AnalysisFeature; label: string }[] => [
  { feature: 'tempo', label: t('Tempo and beats') },
  { feature: 'key', label: t('Key and tuning') },
  { feature: 'energy', label: t('Loudness and energy') },
  { feature: 'spectral', label: t('Spectrum') },
  { feature: 'mfcc', label: t('Timbre (MFCC)') },
  { feature: 'chroma', label: t('Chroma') },
  { feature: 'structure', label: t('Chords, form and loops') },
]

const RELATIONS: Record<KeyRelation, string> = words({
  same: 'same key',
  relative: 'relative key',
  'fifth-up': 'a fifth up',
  'fifth-down': 'a fifth down',
})

export const relationText = (relation: KeyRelation): string => RELATIONS[relation]

/** Why a song goes well with another: `same tempo, a fifth up`. */
export function pairingText({ tempo, key }: Pairing): string {
  const percent = Math.abs(tempo.change) * 100
  const time = tempo.ratio === 1 ? [] : [tempo.ratio === 2 ? t('double time') : t('half time')]
  const by = fixedText(percent, 1)
  const speed =
    percent < 0.05
      ? t('same tempo')
      : tempo.change > 0
        ? t('{by} % faster', { by })
        : t('{by} % slower', { by })
  return [...time, speed, key ? relationText(key) : t('key unknown')].join(', ')
}

/** How sure a measurement is: `sure`, `likely`, `a guess`, with its percentage. */
export function confidenceText(confidence: number): string {
  const word = confidence >= 0.75 ? t('sure') : confidence >= 0.45 ? t('likely') : t('a guess')
  return `${Math.round(confidence * 100)} %, ${word}`
}
