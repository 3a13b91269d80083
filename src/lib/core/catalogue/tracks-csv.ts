import type { Track } from '../domain/track.ts'

const COLUMNS: readonly (readonly [name: string, of: (track: Track) => string | number | null])[] = [
  ['Track URI', (track) => (track.spotifyId ? `spotify:track:${track.spotifyId}` : '')],
  ['Track Name', (track) => track.title],
  ['Artist Name(s)', (track) => track.artist],
  ['Album Name', (track) => track.album],
  ['Album Artist Name(s)', (track) => track.albumArtist],
  ['Album Release Date', (track) => track.releaseDate ?? track.year],
  ['Disc Number', (track) => track.discNumber],
  ['Track Number', (track) => track.trackNumber],
  [
    'Track Duration (ms)',
    (track) => track.durationMs ?? (track.durationS && Math.round(track.durationS * 1000)),
  ],
  ['ISRC', (track) => track.isrc],
  ['Link', (track) => track.link],
]

/** A spreadsheet takes a cell that begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * The tracks as a table in the columns that playlist exporters write, so that it can be read back here and elsewhere. Lines end with
 * CR LF (RFC 4180); a mark in front says that it is UTF-8.
 */
export function tracksCsv(tracks: readonly Track[]): string {
  const head = COLUMNS.map(([name]) => cell(name)).join(',')
  const lines = tracks.map((track) => COLUMNS.map(([, of]) => cell(of(track))).join(','))
  return `\ufeff${[head, ...lines].join('\r\n')}\r\n`
}

function cell(value: string | number | null): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}
