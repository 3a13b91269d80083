import type { SectionType } from '#lib/core/domain/analysis-detail.ts'
import type { AnalysisFeature } from '#lib/core/domain/analysis.ts'
import type { FactSource } from '#lib/core/domain/track-facts.ts'
import type { Pairing } from '#lib/core/music/goes-well.ts'
import type { KeyNotation, KeyRelation } from '#lib/core/music/musical-key.ts'

const SECTIONS: Record<SectionType, string> = {
  intro: 'Intro',
  verse: 'Verse',
  pre_chorus: 'Pre-chorus',
  chorus: 'Chorus',
  bridge: 'Bridge',
  build_up: 'Build-up',
  breakdown: 'Breakdown',
  drop: 'Drop',
  outro: 'Outro',
}

export const sectionName = (type: SectionType): string => SECTIONS[type]

const SOURCES: Record<FactSource, string> = {
  mix: 'from the song',
  stems: 'from the stems',
  person: 'corrected by you',
}

export const sourceText = (source: FactSource): string => SOURCES[source]

export const NOTATIONS: readonly { value: KeyNotation; label: string }[] = [
  { value: 'musical', label: 'Musical' },
  { value: 'camelot', label: 'Camelot' },
  { value: 'open', label: 'Open Key' },
]

/** What can be measured anew by itself. */
export const FEATURE_GROUPS: readonly { feature: AnalysisFeature; label: string }[] = [
  { feature: 'tempo', label: 'Tempo and beats' },
  { feature: 'key', label: 'Key and tuning' },
  { feature: 'energy', label: 'Loudness and energy' },
  { feature: 'spectral', label: 'Spectrum' },
  { feature: 'mfcc', label: 'Timbre (MFCC)' },
  { feature: 'chroma', label: 'Chroma' },
  { feature: 'structure', label: 'Chords, form and loops' },
]

const RELATIONS: Record<KeyRelation, string> = {
  same: 'same key',
  relative: 'relative key',
  'fifth-up': 'a fifth up',
  'fifth-down': 'a fifth down',
}

export const relationText = (relation: KeyRelation): string => RELATIONS[relation]

/** Why a song goes well with another: `same tempo, a fifth up`. */
export function pairingText({ tempo, key }: Pairing): string {
  const percent = Math.abs(tempo.change) * 100
  const time = tempo.ratio === 1 ? '' : tempo.ratio === 2 ? 'double time, ' : 'half time, '
  const speed =
    percent < 0.05 ? 'same tempo' : `${percent.toFixed(1)} % ${tempo.change > 0 ? 'faster' : 'slower'}`
  return `${time}${speed}, ${key ? relationText(key) : 'key unknown'}`
}

/** How sure a measurement is: `sure`, `likely`, `a guess`, with its percentage. */
export function confidenceText(confidence: number): string {
  const word = confidence >= 0.75 ? 'sure' : confidence >= 0.45 ? 'likely' : 'a guess'
  return `${Math.round(confidence * 100)} %, ${word}`
}

/** `−13.8 LUFS`, with a true minus; a dash where it is unknown. */
export function numberText(value: number | null, unit: string, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return '–'
  const words = value.toFixed(digits).replace('-', '−')
  return unit ? `${words} ${unit}` : words
}
