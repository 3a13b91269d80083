import type { Album, ImportBatch } from '../domain/album.ts'
import type { Link } from '../links/link.ts'
import type { ListRow } from '../lists/row.ts'
import { isSong, type Bucket, type Plan, type PlannedRow } from './plan.ts'

/** A song to write, or one that is there and only gets a place. */
export interface AddSong {
  row: ListRow
  sourceKey: string
  knownId: string | null
}

/** An album to make, or to add to, with the places of its songs in `songs`. */
export interface AddAlbum {
  albumId: string | null
  kind: Album['kind']
  title: string
  artist: string
  songs: number[]
}

/** All that one click shall write. */
export interface AddWish {
  name: string
  kind: ImportBatch['kind']
  songs: AddSong[]
  albums: AddAlbum[]
  /** Links of many songs, and short ones that nobody knows yet. */
  links: Link[]
}

/** What a plan asks for; what is skipped is left out. */
export function wishOf(plan: Plan, kind: ImportBatch['kind']): AddWish {
  const taken = plan.rows.filter((one) => !one.skip)
  const planned = taken.filter(({ row }) => isSong(row))
  const places = new Map(planned.map((one, index) => [one.id, index]))
  return {
    name: plan.name,
    kind,
    songs: planned.map(({ row, sourceKey, knownId }) => ({ row, sourceKey, knownId })),
    albums: plan.buckets.map((bucket) => albumOf(bucket, places)).filter((album) => album.songs.length > 0),
    links: taken.flatMap(({ row }: PlannedRow) => (row.link && !isSong(row) ? [row.link] : [])),
  }
}

function albumOf(
  { albumId, kind, title, artist, rowIds }: Bucket,
  places: ReadonlyMap<string, number>,
): AddAlbum {
  const songs = rowIds.flatMap((id) => places.get(id) ?? [])
  return { albumId, kind, title: title.trim() || 'New list', artist: artist.trim(), songs }
}
