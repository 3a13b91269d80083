import { findLinks } from '../links/find.ts'
import type { Link } from '../links/link.ts'
import { recognise } from '../links/recognise.ts'
import { cleanLine } from './clean.ts'
import { takeFront, type Front } from './front.ts'
import { partNames, type Names } from './names.ts'
import type { ListProblem } from './row.ts'
import { trailTime } from './times.ts'

/** Longer lines are no names. */
export const LONGEST_LINE = 1000

/** One line of a list, before its neighbours have been asked. */
export interface Line extends Front, Names {
  line: number
  /** A time at the end: a length, or a place in a mix. */
  trailMs: number | null
  links: Link[]
  /** The link was the list's own column, so that the words beside it are a title and not prose. */
  hasOwnLink: boolean
  /** Links in it that name no music. */
  problems: ListProblem[]
}

const MAYBE_LINK = /:\/\/|spotify:|\.(?:com|be|co|org|link)\//i
/** `#EXTINF:225,Artist - Title` of M3U lists. */
const EXTINF = /^#EXTINF:(-?\d{1,6})[^,]{0,200},/

/** Reads one line; null when nothing is on it. */
export function readLine(raw: string, line: number): Line | null {
  const { text: unlinked, links, problems } = takeLinks(raw, line)
  const text = cleanLine(unlinked.slice(0, LONGEST_LINE))
  if (text === '' && links.length === 0 && problems.length === 0) return null
  const stated = EXTINF.exec(text)
  const named = stated ? text.slice(stated[0].length) : text
  const tail = trailTime(named)
  const front = takeFront(tail.rest)
  const names = partNames(front.rest)
  const lengthMs = stated && Number(stated[1]) > 0 ? Number(stated[1]) * 1000 : front.lengthMs
  const hasOwnLink = links.length > 0 && !MAYBE_LINK.test(raw)
  return { ...front, lengthMs, ...names, line, hasOwnLink, trailMs: tail.ms, links, problems }
}

/** Takes the links out, with the brackets that Markdown and people put around them. */
function takeLinks(raw: string, line: number): { text: string; links: Link[]; problems: ListProblem[] } {
  if (!MAYBE_LINK.test(raw)) return takeId(raw)
  const links: Link[] = []
  const problems: ListProblem[] = []
  let text = raw
  for (const { start, end, text: found, result } of findLinks(raw).toReversed()) {
    if (result.ok) links.unshift(result.link)
    else if (result.problem === 'no-address') continue
    else problems.unshift({ line, text: found.slice(0, 200), why: result.problem, site: result.site })
    text = `${text.slice(0, start)} ${text.slice(end)}`
  }
  const bare = text
    .replace(/\]\(\s{0,9}\)/g, ']')
    .replace(/[(<[]\s{0,9}[)>\]]/g, ' ')
    .replace(/^(\s*(?:[-*+]|\d{1,3}[.)])?\s*)\[([^[\]]{1,300})\]\s*$/, '$1$2')
    .replace(/^\s*(?:links?|urls?|source|quelle)\s*:?\s*$/i, '')
  return { text: bare, links, problems }
}

/** `Title -- 4cOdK2wGLETKBW3PvgPWqT`: a bare Spotify number at the end. */
const SPOTIFY_END = /\s-{1,2}\s(?=[0-9A-Za-z]*\d)(?=[0-9A-Za-z]*[A-Z])([0-9A-Za-z]{22})\s*$/

function takeId(raw: string): { text: string; links: Link[]; problems: ListProblem[] } {
  const found = SPOTIFY_END.exec(raw)
  const result = found ? recognise(`spotify:track:${found[1] ?? ''}`) : null
  if (!found || !result?.ok) return { text: raw, links: [], problems: [] }
  return { text: raw.slice(0, found.index), links: [result.link], problems: [] }
}
