import { isOrnament, versionsAside } from '../match/versions.ts'
import { plain } from '../match/plain.ts'

/** The names in a line: what stands between its separators. */
export interface Names {
  /** Two or more: artist, title, … in the order written; one: nothing parts it. */
  parts: string[]
  /** The order is certain: quotes or `by` say which is the title. */
  certain: boolean
}

const DASH = /\s(?:-{1,3}|[–—―‒−－~|•»→])\s|\s?[–—―]\s|\s[–—―]\s?|\t+\s*/
/** One blank is enough where nothing better is. */
const HALF = /\s-(?=[^\s\d-])|(?<=[^\s\d-])-\s|\s[/:]{1,2}\s|(?<=\S):\s/
const TIGHT = /(?<=[\p{L}\p{N})])[–—](?=[\p{L}\p{N}(])/u
const OPEN = '"“„«»「『‟'
const CLOSE = '"”“»«」』'
const QUOTED_LAST = new RegExp(
  String.raw`^(.{1,300}?)[\s:,\-–—|]*[${OPEN}]([^${OPEN}${CLOSE}]{1,300})[${CLOSE}]((?:\s*[([][^)\]]{0,80}[)\]])*)$`,
  'u',
)
const QUOTED_FIRST = new RegExp(
  String.raw`^[${OPEN}]([^${OPEN}${CLOSE}]{1,300})[${CLOSE}]\s*(?:[-–—|:,]|by\b|von\b|de\b|par\b|di\b|do\b|\()\s*(.{1,300}?)\)?$`,
  'iu',
)
const ANY_QUOTE = new RegExp(`[${CLOSE}]`, 'u')
const BY = /^(.{1,300})\s+by\s+(.{1,200})$/i

/** Parts a line, which is clean, without number and times. Artist first, where it is known which is which. */
export function partNames(line: string): Names {
  const quoted = ANY_QUOTE.test(line) ? byQuotes(line) : null
  if (quoted) return quoted
  const parts = [DASH, TIGHT].map((separator) => split(line, separator)).find((all) => all.length > 1)
  if (parts) return { parts: joinVersions(parts), certain: false }
  const [, title, artist] = BY.exec(line) ?? []
  if (title && artist) return { parts: [tidy(artist), tidy(title)], certain: true }
  const halves = split(line, HALF)
  return { parts: halves.length === 2 ? halves : [tidy(line)], certain: false }
}

/** `"Title" by Artist`, `Artist: "Title"`: the quotes say which is the title. */
function byQuotes(line: string): Names | null {
  const [, title, artist] = QUOTED_FIRST.exec(line) ?? []
  if (title && artist) return { parts: [tidy(artist), tidy(title)], certain: true }
  const [, front, name, aside = ''] = QUOTED_LAST.exec(line) ?? []
  if (!front || !name || DASH.test(front.trim())) return null
  return { parts: [tidy(front), tidy(name + aside)], certain: true }
}

const split = (line: string, separator: RegExp) =>
  line
    .split(separator)
    .map(tidy)
    .filter((part) => part !== '')

/** `Artist - Title - Remastered 2009`: the last belongs to the title. */
function joinVersions(parts: string[]): string[] {
  if (parts.length < 3) return parts
  const last = parts.at(-1) ?? ''
  const text = plain(last)
  if (versionsAside(text).length === 0 && !isOrnament(text)) return parts
  return joinVersions([...parts.slice(0, -2), `${parts.at(-2) ?? ''} - ${last}`])
}

/** Without quotes around it and separators left at its ends. */
function tidy(part: string): string {
  const bare = part
    .trim()
    .replace(/^[-–—|:,;]+\s+|\s+[-–—|:,;]+$/g, '')
    .trim()
  const quoted = /^["“„«「『](.*)["”“»」』]$/.exec(bare)
  return quoted && !/["“”]/.test(quoted[1] ?? '') ? (quoted[1] ?? '').trim() : bare
}
