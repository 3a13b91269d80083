import { placeOf } from '#lib/core/storage/byte-kinds.ts'
import { addBytes, type KindBytes } from '#lib/core/storage/byte-sums.ts'
import type { BlobSize, BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'

/** What lies in the blob store: all of it by kind, and song by song. */
export interface Measured {
  kinds: KindBytes
  /** By track id; stems count for the song they are of. */
  songs: ReadonlyMap<string, KindBytes>
}

/** Keys read at once. */
const PAGE = 5_000

/** Everything with the prefix, a page at a time, so that a library of any size costs little memory. */
export async function* pagesOf(blobs: Pick<BlobStore, 'list'>, prefix: string): AsyncGenerator<BlobSize[]> {
  let after: string | null = null
  for (;;) {
    const page: BlobSize[] = await blobs.list(prefix, after, PAGE)
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.key ?? null
  }
}

/** Weighs everything in one pass over the sizes; no byte itself is read. */
export async function measure(
  rows: Pick<RowStore, 'read'>,
  blobs: Pick<BlobStore, 'list'>,
): Promise<Measured> {
  const separations = await rows.read(['separations'], ({ separations }) => separations.all())
  const songOf = new Map(separations.map((row) => [row.id, row.trackId]))
  const kinds: KindBytes = {}
  const songs = new Map<string, KindBytes>()
  for await (const page of pagesOf(blobs, '')) {
    for (const { key, bytes } of page) {
      const place = placeOf(key)
      if (!place) continue
      addBytes(kinds, place.kind, bytes)
      const song = place.owner === 'track' ? place.id : songOf.get(place.id)
      if (song === undefined) continue
      const sums = songs.get(song) ?? {}
      addBytes(sums, place.kind, bytes)
      songs.set(song, sums)
    }
  }
  return { kinds, songs }
}
