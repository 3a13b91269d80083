import { fault } from '#lib/core/domain/fault.ts'
import type { FetchMetadataWish } from '#lib/core/domain/job.ts'
import { textFromName } from '#lib/core/domain/file-name.ts'
import { foundCoverKey } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { MetaAnswer, ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import { insertFirstDownload } from '../downloads/insert-download.ts'
import { insertEnrichment } from '../enrichment/insert-enrichment.ts'
import { albumOf, placeTracks } from '../metadata/album-rows.ts'
import { keepCover } from '../metadata/keep-cover.ts'
import { fillPlaceholder, withAlbum, writeTrack } from '../metadata/track-rows.ts'
import type { Task, TaskContext } from '../registry.ts'
import { readSettings } from '../settings-rows.ts'
import { UNOWNED_BYTES } from '../unowned-bytes.ts'

export interface FetchMetadataDoors {
  rows: RowStore
  blobs: BlobStore
  locks: Pick<Locks, 'together'>
  proxy: Pick<ProxyClient, 'meta' | 'cover'>
  now(): number
  newId(): string
}

/** Pictures that come with the rows; those of a long list follow one by one (`enrich-tracks.ts`). */
const MOST_COVERS = 4

/**
 * Looks a link up: its songs, their album and their first covers are written in one transaction, together with the wishes to learn
 * more and to download. Run twice it finds what it wrote.
 */
export function fetchMetadataTask(doors: FetchMetadataDoors): Task {
  return {
    kind: 'fetch-metadata',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'fetch-metadata') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      context.tick({ phase: 'looking-up', fraction: 0, leftS: null })
      const answer = await context.call('proxy', () => doors.proxy.meta(wish.link, context.signal))
      if (!answer.ok && answer.fault.code === 'source-unfit' && wish.trackId !== null)
        return done((tables) => keepUnknown(tables, doors, wish))
      if (!answer.ok) return answer
      if (answer.value.items.length === 0) return failed(nothingIn(answer.value))
      context.tick({ phase: 'looking-up', fraction: 0.5, leftS: null })
      const covers = await fetchCovers(doors, context, answer.value)
      // From the covers' bytes to their rows nobody may sweep them away.
      return doors.locks.together(UNOWNED_BYTES, () => write(doors, context, wish, answer.value, covers))
    },
  }
}

/** No catalogue knows such links (a file somewhere, a site for sidecars): its sound may be had all the same. */
async function keepUnknown(
  tables: Tables,
  doors: FetchMetadataDoors,
  wish: FetchMetadataWish,
): Promise<void> {
  const asking = { now: doors.now(), newId: () => doors.newId(), batchId: wish.batchId }
  const track = await tables.tracks.change(wish.trackId ?? '', (row) => {
    const isBare = row.link !== null && row.title !== '' && row.link.includes(row.title)
    const named = isBare ? textFromName(nameIn(row.link ?? '')) : null
    return named ? { ...row, ...named, artist: row.artist || named.artist } : row
  })
  const { autoDownload, quality } = await readSettings(tables)
  if (track && autoDownload) await insertFirstDownload(tables, track, { ...asking, quality })
}

/** The last step of an address, as it was written. */
function nameIn(link: string): string {
  const last = link.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last // A stray percent sign is part of the name.
  }
}

const nothingIn = ({ skipped }: MetaAnswer) =>
  fault('source-gone', { detail: `nothing readable, ${skipped} left out` })

type Covers = ReadonlyMap<string, Blob>

/** The first pictures by address. One that cannot be had is missing, and that is all. */
async function fetchCovers(
  { proxy }: FetchMetadataDoors,
  context: TaskContext,
  answer: MetaAnswer,
): Promise<Covers> {
  const urls = new Set(answer.items.map((item) => withAlbum(item, answer).coverUrl))
  const wanted = [...urls].filter((url) => url !== null).slice(0, MOST_COVERS)
  const covers = new Map<string, Blob>()
  for (const url of wanted) {
    const picture = await proxy.cover(url, context.signal)
    if (picture.ok) covers.set(url, picture.value)
  }
  return covers
}

async function write(
  doors: FetchMetadataDoors,
  context: TaskContext,
  wish: FetchMetadataWish,
  answer: MetaAnswer,
  covers: Covers,
): Promise<Outcome<(tables: Tables) => Promise<void>>> {
  const items = answer.items.map((item) => withAlbum(item, answer))
  // A placeholder that becomes the song keeps its id, and its cover lies under that.
  const single = answer.kind === 'track' ? wish.trackId : null
  const ids = items.map((_, index) => (index === 0 && single) || doors.newId())
  const known = await knownKeys(doors, items)
  const kept = new Set<string>()
  for (const [url, picture] of covers) {
    const fresh = ids.filter(
      (id, i) => items[i]?.coverUrl === url && (id === single || !known.has(items[i]?.sourceKey ?? '')),
    )
    if (await keepCover(doors.blobs, fresh.map(foundCoverKey), picture)) for (const id of fresh) kept.add(id)
  }
  await context.commit((tables) => writeRows(tables, doors, wish, { ...answer, items }, ids, kept))
  return done(async () => undefined)
}

async function knownKeys({ rows }: FetchMetadataDoors, items: MetaAnswer['items']): Promise<Set<string>> {
  return rows.read(['tracks'], async ({ tracks }) => {
    const known = new Set<string>()
    for (const { sourceKey } of items)
      if ((await tracks.by('sourceKey', sourceKey)).length > 0) known.add(sourceKey)
    return known
  })
}

async function writeRows(
  tables: Tables,
  doors: FetchMetadataDoors,
  wish: FetchMetadataWish,
  answer: MetaAnswer,
  ids: readonly string[],
  kept: ReadonlySet<string>,
): Promise<void> {
  const asking = { now: doors.now(), newId: () => doors.newId() }
  const { autoDownload, quality } = await readSettings(tables)
  const filled =
    wish.trackId === null ? null : await fillPlaceholder(tables, wish.trackId, answer, kept.has(wish.trackId))
  const album = await albumOf(tables, answer, wish.albumId, asking)
  const albumId = album?.id ?? null
  const all = []
  for (const [index, item] of answer.items.entries()) {
    const id = ids[index] ?? asking.newId()
    const one = { now: asking.now, albumId, hasCover: kept.has(id) }
    all.push(filled ? { track: filled, isNew: true } : await writeTrack(tables, item, id, one))
  }
  const trackIds = all.map(({ track }) => track.id)
  if (album) await placeTracks(tables, album.id, trackIds, asking.newId)
  const fresh = all.filter(({ isNew }) => isNew).map(({ track }) => track)
  await insertEnrichment(tables, fresh, asking)
  if (autoDownload)
    for (const track of fresh)
      await insertFirstDownload(tables, track, { ...asking, quality, batchId: wish.batchId })
  if (wish.batchId !== null)
    await tables.batches.change(wish.batchId, (batch) => ({
      ...batch,
      trackIds: [
        ...new Set([
          ...batch.trackIds.filter((id) => filled || id !== wish.trackId),
          ...fresh.map(({ id }) => id),
        ]),
      ],
    }))
}
