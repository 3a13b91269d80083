import { plain, wordsOf } from './plain.ts'
import { isOrnament, versionsAside, versionsInside, type Version } from './versions.ts'

/** A title as it is compared. */
export interface NormalizedTitle {
  /** Its words in lower case, without accents, guests, remaster notes and version words. */
  text: string
  /** Sorted, each once. */
  versions: readonly Version[]
  /** Words of the version's own name (`fred again..` of a remix), so that two remixes are told apart. */
  versionText: string
  /** Guests that the title names. */
  guests: readonly string[]
}

/** An artist as it is compared: each name by itself, `the` left out. */
export interface NormalizedArtist {
  text: string
  names: readonly string[]
}

const BRACKETS = /[([{【「『〈《（［]([^()[\]{}【】「」『』〈〉《》（）［］]{0,200})[)\]}】」』〉》）］]/g
const GUESTS = /(?:^|[\s(])(?:feat\.?|ft\.?|featuring|f\/|w\/)\s+(.{1,200})$/
/** Between names; a `x` or `and` only between blanks. */
const BETWEEN =
  /\s*(?:[,;/|•·、，]|\s(?:&|and|x|×|vs\.?|with|feat\.?|ft\.?|featuring|und|et|y|e|con|meets|w\/)\s|\s&|&\s)\s*/
/** What channels add to a name. */
const CHANNEL =
  /\s*(?:-\s*topic|vevo|official( channel| artist channel| music)?|\(official\)|tv|records|music channel)$/

const memory = new Map<string, NormalizedTitle>()
const MOST_KEPT = 20_000

/** The same for the same text; kept for the next time, since lists are compared with libraries. */
export function normalizedTitle(title: string): NormalizedTitle {
  const known = memory.get(title)
  if (known) return known
  if (memory.size >= MOST_KEPT) memory.clear()
  const made = makeTitle(title)
  memory.set(title, made)
  return made
}

function makeTitle(title: string): NormalizedTitle {
  const { body, asides } = parted(plain(title))
  const versions = new Set(versionsInside(body))
  const guests: string[] = []
  const versionWords: string[] = []
  let name = body
  for (const aside of asides) {
    const guest = GUESTS.exec(aside)
    const kinds = versionsAside(aside)
    for (const kind of kinds) versions.add(kind)
    if (guest) guests.push(...namesIn(guest[1] ?? ''))
    else if (kinds.length > 0) versionWords.push(aside)
    else if (!isOrnament(aside)) name += ` ${aside}`
  }
  const inside = GUESTS.exec(name)
  if (inside) {
    guests.push(...namesIn(inside[1] ?? ''))
    name = name.slice(0, inside.index)
  }
  const text = wordsOf(name).join(' ')
  return {
    // A title that is nothing but an aside (`(Intro)`, `!!!`) keeps what it has.
    text: text || wordsOf(plain(title)).join(' ') || plain(title).trim(),
    versions: [...versions].toSorted(),
    versionText: wordsOf(versionWords.join(' ')).toSorted().join(' '),
    guests,
  }
}

/** What stands in brackets, and what follows the last ` - ` if that says what kind of recording it is. */
function parted(text: string): { body: string; asides: string[] } {
  const asides: string[] = []
  let body = text
  for (let depth = 0; depth < 3; depth++) {
    const next = body.replace(BRACKETS, (_, inside: string) => {
      asides.push(inside.trim())
      return ' '
    })
    if (next === body) break
    body = next
  }
  const parts = body.split(/\s-\s|\s\|\s|\s\/\/\s/)
  while (parts.length > 1) {
    const last = (parts.at(-1) ?? '').trim()
    if (versionsAside(last).length === 0 && !isOrnament(last)) break
    asides.push(last)
    parts.pop()
  }
  return { body: parts.join(' - '), asides }
}

export function normalizedArtist(artist: string): NormalizedArtist {
  const names = namesIn(plain(artist))
  return { text: names.join(', '), names }
}

function namesIn(text: string): string[] {
  const names = text
    .split(BETWEEN)
    .map((name) => wordsOf(name.replace(CHANNEL, '').replace(/^the\s+/, '')).join(' '))
    .filter(Boolean)
  const whole = wordsOf(text).join(' ') || text.trim()
  return names.length > 0 ? [...new Set(names)] : whole ? [whole] : []
}
