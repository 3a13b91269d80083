import type { Marker, SectionType } from './analysis-detail.ts'

/** Colours of cue points as other programs show them, by what begins there. */
const COLORS: Record<SectionType | Marker['type'] | 'start', string> = {
  start: '#7f8c99',
  intro: '#26a69a',
  verse: '#3f7fd0',
  pre_chorus: '#8e7cc3',
  chorus: '#e0457b',
  bridge: '#f2a33a',
  build_up: '#3fb950',
  breakdown: '#4aa3df',
  drop: '#f07f2e',
  outro: '#66788a',
  key_change: '#9a5fc7',
  energy_rise: '#dd4b3e',
  energy_drop: '#3b8fd6',
}

/** `#rrggbb` of a cue's label; grey for one that is none of ours. */
export const cueColor = (label: string): string => (COLORS as Record<string, string>)[label] ?? '#8a949e'
