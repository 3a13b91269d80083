import { DEFAULT_RECIPE, PLAIN, type Recipe } from '../domain/recipe.ts'

/** What people export most; a start that each of them may change. */
export const PRESET_IDS = [
  'wav-stems',
  'flac-stems',
  'mp3-stems',
  'minus-one',
  'dj-stems',
  'daw',
  'everything',
] as const
export type PresetId = (typeof PRESET_IDS)[number]

const STEMS = { sources: [{ kind: 'stems' }] } as const
/** Level for club and headphones alike, with no peak above what coding adds (EBU R128 s2, AES TD1008). */
const LOUD = { ...PLAIN, level: { kind: 'loudness', lufs: -14 }, ceilingDbtp: -1 } as const

/** What each changes of the usual recipe. */
const CHANGES: Record<PresetId, Partial<Recipe>> = {
  'wav-stems': { ...STEMS, formats: ['wav24'] },
  'flac-stems': { ...STEMS, formats: ['flac24'] },
  'mp3-stems': { ...STEMS, formats: ['mp3-320'] },
  'minus-one': {
    sources: [{ kind: 'minus', stems: ['vocals'] }],
    formats: ['mp3-320'],
    processing: LOUD,
    template: '{artist} - {title} [{bpm} {key}] ({stem})',
  },
  'dj-stems': {
    sources: [],
    formats: [],
    bundles: ['stem-mp4'],
    processing: LOUD,
    documents: ['rekordbox'],
    template: '{artist} - {title} [{bpm} {key}]',
  },
  daw: {
    ...STEMS,
    formats: ['wav24'],
    processing: { ...PLAIN, align: 'bar-pad' },
    documents: ['rpp', 'midi', 'labels-sections'],
    bundles: ['dawproject'],
  },
  everything: {
    sources: [{ kind: 'original' }, { kind: 'stems' }, { kind: 'minus', stems: ['vocals'] }],
    formats: ['flac24', 'mp3-320'],
    documents: ['rpp', 'midi', 'rekordbox', 'labels-beats', 'labels-sections', 'labels-chords', 'm3u8'],
    bundles: ['stem-mp4', 'dawproject'],
  },
}

/** What there is to ask for on this device. */
export interface Offers {
  formats: readonly Recipe['formats'][number][]
  documents: readonly Recipe['documents'][number][]
  bundles: readonly Recipe['bundles'][number][]
}

/** A preset as far as this device can do it; what is missing is left out, and formats give way to what is there. */
export function presetRecipe(id: PresetId, { formats, documents, bundles }: Offers): Recipe {
  const recipe = { ...DEFAULT_RECIPE, ...CHANGES[id] }
  const there = recipe.formats.filter((format) => formats.includes(format))
  return {
    ...recipe,
    formats: there.length > 0 || recipe.formats.length === 0 ? there : formats.slice(0, 1),
    documents: recipe.documents.filter((document) => documents.includes(document)),
    bundles: recipe.bundles.filter((bundle) => bundles.includes(bundle)),
  }
}

/** Whether it makes anything. */
export const makesFiles = ({ sources, formats, bundles, documents }: Recipe) =>
  (sources.length > 0 && formats.length > 0) || bundles.length > 0 || documents.length > 0
