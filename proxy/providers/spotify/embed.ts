import * as v from 'valibot'
import type { TrackMeta } from '../../contract.ts'
import { refuse } from '../../errors/refusal.ts'
import type { Outside, Service } from '../../outbound/outside.ts'
import { trackMeta, type Found, type Ref } from '../catalogue.ts'
import { dateOf, httpsOf, listOf, maybe, number, present, text, title } from '../shapes.ts'

export const PAGES: Service = { id: 'spotify-pages', hosts: ['open.spotify.com'] }

/** The page lists no more than this, and does not say so (spotify-url-info #67). */
const MOST = 100

const Listed = v.object({ uri: text, title, subtitle: text, duration: number })
const Entity = v.object({
  type: v.picklist(['track', 'album', 'playlist']),
  name: text,
  title: text,
  id: text,
  subtitle: text,
  artists: listOf(v.object({ name: title })),
  duration: v.fallback(
    v.nullable(
      v.union([
        v.number(),
        v.pipe(
          v.object({ totalMilliseconds: v.number() }),
          v.transform((d) => d.totalMilliseconds),
        ),
      ]),
    ),
    null,
  ),
  releaseDate: maybe(v.object({ isoString: text })),
  coverArt: maybe(v.object({ sources: listOf(v.object({ url: v.string(), width: number })) })),
  visualIdentity: maybe(v.object({ image: listOf(v.object({ url: v.string(), maxWidth: number })) })),
  trackList: listOf(Listed),
})
export type Entity = v.InferOutput<typeof Entity>

/** One layout of the page: where its data lies. Newest first; a page that none can read has changed again. */
interface Layout {
  since: string
  read(html: string): unknown
}

/** The text of the script with this id. Found by hand: an expression over a hostile page could run for minutes. */
function scriptOf(html: string, id: string): string | null {
  const at = html.indexOf(`<script id="${id}"`)
  const start = at < 0 ? -1 : html.indexOf('>', at)
  const end = start < 0 ? -1 : html.indexOf('</script>', start)
  return end < 0 ? null : html.slice(start + 1, end)
}

const NextPage = v.object({
  props: v.object({
    pageProps: v.object({ state: v.object({ data: v.object({ entity: v.unknown() }) }) }),
  }),
})

const LAYOUTS: readonly Layout[] = [
  {
    since: '2022-08',
    read(html) {
      const data = scriptOf(html, '__NEXT_DATA__')
      return data === null ? null : v.parse(NextPage, JSON.parse(data)).props.pageProps.state.data.entity
    },
  },
  {
    since: '2018',
    read(html) {
      const data = scriptOf(html, 'resource')
      return data === null ? null : JSON.parse(decodeURIComponent(data.trim()))
    },
  },
]

/** The entity of an embed page and the layout it was found in; throws `upstream` when no layout fits. */
export function readEmbedPage(html: string): { layout: string; entity: Entity } {
  for (const { since, read } of LAYOUTS) {
    try {
      const found = v.safeParse(Entity, read(html))
      if (found.success) return { layout: since, entity: found.output }
    } catch {
      continue // This layout does not fit; the next may.
    }
  }
  throw refuse('upstream', 'the embed page has a layout that is not known', { service: 'spotify' })
}

/** What the public embed page tells without any credentials: at most 100 tracks. */
export async function fetchEmbed(outside: Outside, ref: Ref): Promise<Found> {
  const url = `https://open.spotify.com/embed/${ref.kind}/${ref.id}`
  const html = await outside.text(PAGES, { url, headers: { accept: 'text/html' }, maxBytes: 4_000_000 })
  return foundIn(readEmbedPage(html).entity, ref)
}

export function foundIn(entity: Entity, ref: Ref): Found {
  const name = entity.name ?? entity.title ?? ''
  const artist = artistOf(entity)
  const shared = { coverUrl: coverOf(entity), releaseDate: dateOf(entity.releaseDate?.isoString ?? null) }
  if (entity.type === 'track') {
    const item = embedded(ref.id, { title: name, artist, durationMs: entity.duration, ...shared })
    return { kind: 'track', collection: null, items: [item], total: 1, truncated: false, skipped: 0 }
  }
  const isAlbum = entity.type === 'album'
  const items = entity.trackList.map((one, i) => {
    const id = /^spotify:track:([a-zA-Z0-9]+)$/.exec(one?.uri ?? '')?.[1]
    if (!one || !id) return null
    return embedded(id, {
      title: one.title,
      artist: one.subtitle ?? '',
      durationMs: one.duration,
      ...(isAlbum
        ? {
            album: name,
            albumArtist: artist || null,
            albumId: `spotify:album:${ref.id}`,
            trackNumber: i + 1,
            ...shared,
          }
        : {}),
    })
  })
  const cut = entity.trackList.length >= MOST
  return {
    kind: entity.type,
    collection: {
      title: name,
      artist: artist || null,
      ...shared,
      label: null,
      sourceKey: `spotify:${entity.type}:${ref.id}`,
      sourceUrl: `https://open.spotify.com/${entity.type}/${ref.id}`,
    },
    items: present(items),
    total: cut ? null : items.length,
    truncated: cut,
    skipped: items.length - present(items).length,
  }
}

function embedded(id: string, known: Partial<TrackMeta> & { title: string }): TrackMeta {
  const url = `https://open.spotify.com/track/${id}`
  return trackMeta({
    ...known,
    spotifyId: id,
    spotifyUrl: url,
    source: 'spotify',
    sourceId: id,
    sourceKey: `spotify:track:${id}`,
    sourceUrl: url,
    sourceConfidence: 0.8,
  })
}

function artistOf(entity: Entity): string {
  const names = present(entity.artists).map((artist) => artist.name)
  return names.join(', ') || (entity.subtitle ?? '')
}

function coverOf(entity: Entity): string | null {
  const sources = present(entity.coverArt?.sources ?? []).map(({ url, width }) => ({ url, width }))
  const images = present(entity.visualIdentity?.image ?? []).map(({ url, maxWidth }) => ({
    url,
    width: maxWidth,
  }))
  const best = [...sources, ...images].toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))[0]
  return httpsOf(best?.url ?? null)
}
