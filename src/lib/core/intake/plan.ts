import type { Album } from '../domain/album.ts'
import type { Track } from '../domain/track.ts'
import { keyOfRow } from '../lists/list-key.ts'
import type { ListReading, ListRow } from '../lists/row.ts'
import { normalizedTitle } from '../match/normalise.ts'
import { suggestAlbums } from '../match/suggest-album.ts'
import { isTheSame, knowing, type Known } from './known.ts'

/** A row on its way into the library. */
export interface PlannedRow {
  id: string
  row: ListRow
  sourceKey: string
  /** The track that it already is. */
  knownId: string | null
  skip: boolean
}

/** An album, or a list, and what goes into it in order. */
export interface Bucket {
  id: string
  kind: Album['kind']
  title: string
  artist: string
  /** The album of the library that it is put into; null makes a new one. */
  albumId: string | null
  rowIds: readonly string[]
}

/** How songs are put into albums: all as one list, each into the album it names, or into none. */
export type Grouping = 'list' | 'albums' | 'none'

/** What shall be written, to be looked at and changed before; nothing in it is changed in place. */
export interface Plan {
  name: string
  grouping: Grouping
  rows: readonly PlannedRow[]
  /** A row is in one of them, or in none. */
  buckets: readonly Bucket[]
}

export interface Shelf {
  tracks: readonly Track[]
  albums: readonly Album[]
}

const AT_ONCE = 200
/** Of an existing album this sure, its name alone chooses it. */
const SURE = 0.985

/** Whether it is one song; else its link is of many, which nobody knows yet. */
export function isSong({ link }: Pick<ListRow, 'link'>): boolean {
  return link === null || link.kind === 'track'
}

/** The plan of a reading. Yields where it may rest; `planOf` makes it at once. */
export function* planning(
  reading: Pick<ListReading, 'rows' | 'name' | 'kind'>,
  shelf: Shelf,
): Generator<void, Plan> {
  const known = yield* knowing(shelf.tracks)
  const rows: PlannedRow[] = []
  for (const [index, row] of reading.rows.entries()) {
    if (index % AT_ONCE === 0) yield
    rows.push(planned(`r${index}`, row, known))
  }
  return regroup(
    { name: reading.name, grouping: 'none', rows, buckets: [] },
    groupingOf(reading),
    shelf.albums,
  )
}

export function planOf(reading: Pick<ListReading, 'rows' | 'name' | 'kind'>, shelf: Shelf): Plan {
  const work = planning(reading, shelf)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

export function planned(id: string, row: ListRow, known: Known): PlannedRow {
  const sourceKey = keyOfRow(row)
  return { id, row, sourceKey, knownId: isTheSame(row, sourceKey, known), skip: false }
}

/** Songs of one or two albums are albums; what has a name of its own, or comes from a table, is a list. */
function groupingOf({ rows, name, kind }: Pick<ListReading, 'rows' | 'name' | 'kind'>): Grouping {
  const albums = new Set(rows.filter((row) => row.album !== '').map((row) => row.album.toLowerCase()))
  const named = rows.filter((row) => row.album !== '').length
  if (named > 0 && named >= rows.length * 0.8 && albums.size <= Math.max(2, rows.length / 4)) return 'albums'
  return name !== '' || (kind === 'table' && rows.length > 1) || rows.some((row) => row.list !== '')
    ? 'list'
    : 'none'
}

/** Puts the songs into buckets anew; what was moved by hand is forgotten. */
export function regroup(plan: Plan, grouping: Grouping, albums: readonly Album[]): Plan {
  const songs = plan.rows.filter(({ row }) => isSong(row))
  const buckets = new Map<string, Bucket & { rowIds: string[] }>()
  for (const { id, row } of grouping === 'none' ? [] : songs) {
    const made = grouping === 'albums' ? albumBucket(row) : listBucket(row, plan.name)
    if (!made) continue
    const key = `${made.kind}\n${made.title.toLowerCase()}\n${made.artist.toLowerCase()}`
    const bucket = buckets.get(key) ?? { ...made, id: `b${buckets.size}`, rowIds: [] }
    bucket.rowIds.push(id)
    buckets.set(key, bucket)
  }
  const byName = Map.groupBy(albums, nameOf)
  const all = [...buckets.values()].map((bucket) => ({ ...bucket, albumId: sureAlbum(bucket, byName) }))
  return { ...plan, grouping, buckets: all }
}

type NewBucket = Omit<Bucket, 'id' | 'rowIds'>

function albumBucket(row: ListRow): NewBucket | null {
  if (row.album === '') return null
  const artist = row.albumArtist || row.artist.split(', ')[0] || ''
  return { kind: 'album', title: row.album, artist, albumId: null }
}

function listBucket(row: ListRow, name: string): NewBucket {
  return { kind: 'playlist', title: row.list || name || 'New list', artist: '', albumId: null }
}

function sureAlbum(bucket: NewBucket, byName: ReadonlyMap<string, readonly Album[]>): string | null {
  const same = (byName.get(nameOf(bucket)) ?? []).filter((album) => album.kind === bucket.kind)
  const [best] = suggestAlbums(bucket, same, 1)
  return best && best.score >= SURE ? best.album.id : null
}

const nameOf = ({ title }: { title: string }) => normalizedTitle(title).text
