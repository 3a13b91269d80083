import * as v from 'valibot'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, wordsOf, type Catalogue, type Found, type Ref } from './catalogue.ts'
import { httpsOf, text, title } from './shapes.ts'
import { createYouTubeData, videoMeta, type YouTubeData } from './youtube-data.ts'

const YOUTUBE: Service = { id: 'youtube', hosts: ['www.youtube.com'] }

const Card = v.object({ title, author_name: text, thumbnail_url: text })
type Card = v.InferOutput<typeof Card>

/**
 * Title, channel and picture by YouTube's own card; lists and a search with the owner's key, without one a list is known by
 * name only. Sound is the sidecar's affair.
 */
export function createYouTube({ outside, key }: { outside: Outside; key: string | null }): Catalogue {
  const data = key === null ? null : createYouTubeData(outside, key)
  return {
    id: 'youtube',
    service: YOUTUBE,
    off: null,
    site: 'youtube',
    closedFor: () => outside.closedFor(YOUTUBE),
    async fetch(ref) {
      const url = `https://www.youtube.com/oembed?url=${encodeURIComponent(pageOf(ref))}&format=json`
      const card = await outside.json(YOUTUBE, { url }, Card)
      return ref.kind === 'track' ? trackOf(card, ref.id) : listOf(card, ref, data)
    },
    ...(data ? { search: (wish, limit) => data.search(wordsOf(wish), limit) } : {}),
  }
}

function trackOf(card: Card, id: string): Found {
  const thumbnails = { high: { url: card.thumbnail_url } }
  return single(videoMeta(id, { title: card.title, channelTitle: card.author_name, thumbnails }, null))
}

async function listOf(card: Card, ref: Ref, data: YouTubeData | null): Promise<Found> {
  const list = await data?.list(ref.id)
  const collection = {
    title: card.title,
    artist: card.author_name?.replace(/ - Topic$/, '') ?? null,
    coverUrl: httpsOf(card.thumbnail_url),
    releaseDate: null,
    label: null,
    sourceKey: `youtube:playlist:${ref.id}`,
    sourceUrl: pageOf(ref),
  }
  const items = list?.items ?? []
  const total = list?.total ?? null
  const skipped = list?.gone ?? 0
  const truncated = list === undefined || items.length + skipped < (total ?? 0)
  return { kind: ref.kind, collection, items, total, truncated, skipped }
}

function pageOf({ kind, id }: Ref): string {
  return kind === 'track'
    ? `https://www.youtube.com/watch?v=${id}`
    : `https://www.youtube.com/playlist?list=${id}`
}
