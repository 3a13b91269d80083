import { cleanLine, cleanName } from './clean.ts'
import { withoutBare } from './front.ts'
import { habitsOf, type Habits } from './habits.ts'
import { LONGEST_LINE, readLine, type Line } from './line.ts'
import { partNames } from './names.ts'
import { BLANK_ROW, type ListProblem, type ListReading, type ListRow } from './row.ts'

/** Lines that are read between two rests. */
const AT_ONCE = 200
const HEADING =
  /^(?:track ?list(?:ing)?|set ?list|play ?list|songs?|titelliste|liste(?: de lecture)?|canciones|lista(?: de reproducci[oó]n)?|scaletta|músicas|side [a-d]|(?:cd|disc) ?\d{1,2}|part \d{1,2})\b\s*(?:[:\-–—]\s*(.{1,120}))?\s*:?$/i
/** Of M3U lists: remarks and places of files. */
const M3U = /^#(?!EXTINF:)EXT[A-Z-]*|^(?:[A-Za-z]:\\|\.{0,2}\/|file:\/\/).*\.[A-Za-z0-9]{2,5}$/

/** Reads a list with one song a line. Yields where it may rest, so that whoever drives it can draw between. */
export function* readLines(text: string): Generator<void, ListReading> {
  const found: Line[] = []
  const problems: ListProblem[] = []
  let name = ''
  let number = 0
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029\u0085]/)) {
    number++
    if (number % AT_ONCE === 0) yield
    if (raw.length > LONGEST_LINE && !/:\/\//.test(raw)) {
      problems.push({ line: number, text: cleanName(raw).slice(0, 120), why: 'too-long', site: null })
      continue
    }
    const heading = headingOf(raw)
    if (heading !== null) name ||= heading
    if (heading !== null || M3U.test(raw.trim())) continue
    const line = readLine(raw, number)
    if (line) found.push(line)
  }
  const habits = habitsOf(found)
  yield
  const rows: ListRow[] = []
  for (const [at, line] of found.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) yield
    rows.push(...rowsOf(line, habits, problems))
  }
  problems.push(...found.flatMap((line) => line.problems))
  problems.sort((a, b) => a.line - b.line)
  return { kind: kindOf(rows), name: cleanName(name), rows, problems }
}

/** What a list calls itself above its songs; null when the line is no heading. */
function headingOf(raw: string): string | null {
  if (raw.length > 200) return null
  const found = HEADING.exec(cleanLine(raw))
  return found ? (found[1] ?? '') : null
}

function kindOf(rows: readonly ListRow[]): ListReading['kind'] {
  if (rows.length === 0) return 'nothing'
  return rows.every((row) => row.link !== null && row.title === '') ? 'links' : 'lines'
}

function rowsOf(line: Line, habits: Habits, problems: ListProblem[]): ListRow[] {
  const [link = null, ...more] = line.links
  const named = namesOf(line, habits)
  const isNamed = isSong(named, line, habits)
  // Words beside a link that are no `Artist - Title` are prose.
  if (link && !line.hasOwnLink && (named.artist === '' || more.length > 0 || !isNamed))
    return line.links.map((one) => ({ ...BLANK_ROW, line: line.line, link: one }))
  if (isNamed) return [{ ...BLANK_ROW, ...named, ...timesOf(line, habits), line: line.line, link }]
  if (line.problems.length === 0 && line.rest !== '') problems.push(problemOf(line))
  return []
}

function isSong(named: Pick<ListRow, 'title' | 'artist'>, line: Line, habits: Habits): boolean {
  if (!/[\p{L}\p{N}]/u.test(named.title)) return false
  return named.artist !== '' || line.hasOwnLink || !(habits.hasBetter || line.problems.length > 0)
}

function problemOf(line: Line): ListProblem {
  return { line: line.line, text: cleanName(line.rest), why: 'no-names', site: null }
}

function namesOf(
  line: Line,
  habits: Habits,
): Pick<ListRow, 'title' | 'artist' | 'album' | 'trackNumber' | 'unsure'> {
  const counted = habits.counted && line.bareNumber !== null
  const { parts, certain } = counted ? partNames(withoutBare(line.rest)) : line
  const trackNumber = counted ? line.bareNumber : line.trackNumber
  const [one = '', two = '', ...others] = parts.map(cleanName)
  if (parts.length < 2) return { title: one, artist: '', album: '', trackNumber, unsure: true }
  if (others.length === 0) {
    const [artist, title] = habits.titleFirst && !certain ? [two, one] : [one, two]
    return { title, artist, album: '', trackNumber, unsure: !certain && line.parts.length === 1 }
  }
  return { ...ofMany(one, two, others, habits), trackNumber: trackNumber ?? innerNumber(two, others) }
}

/** `Artist - Album - Title`, `Artist - Album - 03 - Title`, `Artist - Title - Album` or a title with dashes. */
function ofMany(artist: string, two: string, others: string[], { albumAt }: Habits) {
  const [three = '', four = ''] = others
  if (others.length >= 2 && /^\d{1,3}$/.test(three))
    return { artist, album: two, title: [four, ...others.slice(2)].join(' - '), unsure: false }
  if (others.length === 1 && albumAt === 1) return { artist, album: two, title: three, unsure: false }
  if (others.length === 1 && albumAt === 2) return { artist, title: two, album: three, unsure: false }
  if (/^\d{1,3}$/.test(two)) return { artist, album: '', title: others.join(' - '), unsure: false }
  return { artist, album: '', title: [two, ...others].join(' - '), unsure: true }
}

function innerNumber(two: string, [three = '']: readonly string[]): number | null {
  const digits = [two, three].find((part) => /^\d{1,3}$/.test(part))
  return digits === undefined ? null : Number(digits) || null
}

function timesOf(line: Line, habits: Habits): Pick<ListRow, 'durationMs' | 'atMs'> {
  const { atMs, lengthMs, trailMs } = line
  const place = habits.leadIsPlace ? atMs : null
  const length = habits.leadIsPlace ? null : atMs
  if (atMs === null && trailMs !== null && habits.trailIsPlace) return { atMs: trailMs, durationMs: lengthMs }
  const durationMs = lengthMs ?? trailMs ?? length
  return { atMs: place, durationMs: durationMs === 0 ? null : durationMs }
}
