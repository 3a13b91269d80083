import type { Link } from '../links/link.ts'
import { recognise } from '../links/recognise.ts'
import { cleanName } from './clean.ts'
import { clockMs } from './times.ts'

/** A name as a cell holds it: `\,` is a comma; the apostrophe that keeps a spreadsheet from calculating is none of it. */
export function nameIn(cell: string): string {
  if (cell === '') return ''
  return cleanName(cell.replace(/\\([,;"])/g, '$1').replace(/^'(?=[=+\-@])/, ''))
}

/** Several artists as one line. Where commas inside a name are escaped, the others part names. */
export function artistsIn(cell: string): string {
  const parts = cell.includes('\\,') ? cell.split(/(?<!\\),/) : cell.split(/;|,(?=\S)/)
  return parts.map(nameIn).filter(Boolean).join(', ')
}

/** A length: a clock, seconds or milliseconds, told apart by their size unless the heading says `ms`. */
export function lengthIn(cell: string, isMs: boolean): number | null {
  const clock = clockMs(cell)
  if (clock !== null) return clock || null
  const text = cell.trim().replace(/(?<=\d)[\s.,'](?=\d{3}\b)/g, '')
  const value = /^\d{1,9}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : NaN
  if (!Number.isFinite(value) || value <= 0) return null
  return Math.round(isMs || value > 20_000 ? value : value * 1000)
}

/** Country, owner, year and number (ISO 3901), with or without its hyphens. */
export function isrcIn(cell: string): string | null {
  const code = cell
    .trim()
    .toUpperCase()
    .replace(/^ISRC:?\s*/, '')
    .replace(/[\s-]/g, '')
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(code) ? code : null
}

/** `1997`, `1997-09`, `1997-09-22`, also out of a longer timestamp, `22.09.1997` or `9/22/1997`. */
export function dateIn(cell: string): string | null {
  const text = cell.trim()
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$/.exec(text)
  if (iso)
    return isDate(iso[2], iso[3]) ? [iso[1], iso[2], iso[3]].filter(Boolean).join('-') : (iso[1] ?? null)
  const year = /(?:^|[./\s-])((?:19|20)\d{2})$/.exec(text)
  return year?.[1] ?? null
}

const isDate = (month = '01', day = '01') =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31

/** An address, a Spotify URI, or a bare number of Spotify's or YouTube's where the heading names one. */
export function linkIn(cell: string, heading: string): Link | null {
  const text = cell.trim()
  if (text === '' || text.length > 2048) return null
  const isBare = /^[\w-]{11,22}$/.test(text)
  if (isBare && text.length === 22) return linkOf(`spotify:track:${text}`)
  if (isBare && text.length === 11 && /video|youtube/i.test(heading))
    return linkOf(`https://youtu.be/${text}`)
  return isBare ? null : linkOf(text)
}

function linkOf(text: string): Link | null {
  const found = recognise(text)
  return found.ok ? found.link : null
}

/** A small whole number, else null. */
export function numberIn(cell: string): number | null {
  const found = /^\s*(\d{1,4})(?:\s*\/\s*\d+)?\s*$/.exec(cell)
  return found ? Number(found[1]) || null : null
}

/** An address of a picture that a page may load. */
export function pictureIn(cell: string): string | null {
  const text = cell.trim()
  return /^https:\/\/[^\s"'<>\\]{4,1000}$/.test(text) ? text : null
}
