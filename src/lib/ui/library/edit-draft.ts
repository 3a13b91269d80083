import type { TrackText } from '#lib/core/domain/track.ts'
import { t } from '../messages/t.ts'

/** The form's text for every field. */
export type Draft = Record<keyof TrackText, string>

const NUMBERS = { year: [1, 9999], trackNumber: [1, 999], discNumber: [1, 99] } as const
type NumberField = keyof typeof NUMBERS
const TEXTS = ['title', 'artist', 'album', 'albumArtist', 'genre'] as const

export function draftOf(text: TrackText): Draft {
  const number = (value: number | null) => (value === null ? '' : String(value))
  return {
    title: text.title,
    artist: text.artist,
    album: text.album,
    albumArtist: text.albumArtist,
    genre: text.genre,
    year: number(text.year),
    trackNumber: number(text.trackNumber),
    discNumber: number(text.discNumber),
  }
}

/** What is wrong, by field; empty when it can be saved. */
export function problemsOf(draft: Draft): Partial<Record<keyof TrackText, string>> {
  const problems: Partial<Record<keyof TrackText, string>> = {}
  if (draft.title.trim() === '') problems.title = t('A song needs a title.')
  for (const field of Object.keys(NUMBERS) as NumberField[]) {
    const [least, most] = NUMBERS[field]
    const text = draft[field].trim()
    const value = Number(text)
    if (text !== '' && !(Number.isInteger(value) && value >= least && value <= most)) {
      problems[field] = t('A whole number from {least} to {most}.', { least, most })
    }
  }
  return problems
}

/** Only what differs from `before`: a field left alone stays automatic. */
export function changesOf(before: TrackText, draft: Draft): Partial<TrackText> {
  const changes: Partial<TrackText> = {}
  for (const field of TEXTS) {
    const value = draft[field].trim()
    if (value !== before[field]) changes[field] = value
  }
  for (const field of Object.keys(NUMBERS) as NumberField[]) {
    const value = draft[field].trim() === '' ? null : Number(draft[field])
    if (value !== before[field]) changes[field] = value
  }
  return changes
}
