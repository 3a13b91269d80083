import type { TrackText } from './track.ts'

/** What a file's name tells when its tags do not: `01 - Artist - Title.mp3`, `Artist_-_Title`, `07 Title`. */
export function textFromName(name: string): Pick<TrackText, 'title' | 'artist' | 'trackNumber'> {
  const bare = withoutExtension(name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
  const spaced = tidy(bare.includes(' ') ? bare : bare.replaceAll('_', ' '))
  const { rest, number } = takeNumber(spaced)
  const parts = rest.split(/\s+[-\u2013\u2014]\s+/).filter((part) => part !== '')
  const [artist = '', ...title] = parts
  if (title.length > 0) return { artist, title: title.join(' - '), trackNumber: number }
  return { artist: '', title: rest || spaced || tidy(name) || 'Untitled', trackNumber: number }
}

function withoutExtension(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '') || name
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}

/** `01 `, `01. `, `1-01 ` or `01 - ` before something else; a bare number or a year is a title. */
function takeNumber(text: string): { rest: string; number: number | null } {
  const found = /^(?:\d{1,2}-)?(\d{1,3})(?:\s*[.)]\s*|\s+-\s+|\s+)(?=\S)(.+)$/.exec(text)
  const digits = found?.[1] ?? ''
  const plain = /^\d{1,3}\s+[^-\u2013\u2014]/.test(text) && !digits.startsWith('0')
  // `99 Luftballons` keeps its number, `09 Luftballons` and `9. Luftballons` do not.
  if (!found || plain || Number(digits) === 0) return { rest: text, number: null }
  return { rest: found[2] ?? text, number: Number(digits) }
}
