import * as v from 'valibot'
import type { Outside, Service } from '../outbound/outside.ts'
import { single, trackMeta, type Catalogue, type Ref } from './catalogue.ts'
import { httpsOf, text, title } from './shapes.ts'

const YOUTUBE: Service = { id: 'youtube', hosts: ['www.youtube.com'] }

const Card = v.object({ title, author_name: text, thumbnail_url: text })

/** Title, channel and picture by YouTube's own card. Lists are known by name only; sound is the sidecar's affair. */
export function createYouTube({ outside }: { outside: Outside }): Catalogue {
  return {
    id: 'youtube',
    service: YOUTUBE,
    off: null,
    refOf,
    pageOf,
    closedFor: () => outside.closedFor(YOUTUBE),
    async fetch(ref) {
      const page = pageOf(ref)
      const url = `https://www.youtube.com/oembed?url=${encodeURIComponent(page)}&format=json`
      const card = await outside.json(YOUTUBE, { url }, Card)
      // YouTube Music's own channels are called "Artist - Topic".
      const artist = (card.author_name ?? '').replace(/ - Topic$/, '')
      const coverUrl = httpsOf(card.thumbnail_url)
      if (ref.kind === 'track')
        return single(
          trackMeta({
            title: card.title,
            artist,
            coverUrl,
            source: 'youtube',
            sourceId: ref.id,
            sourceKey: `youtube:${ref.id}`,
            sourceUrl: page,
            sourceConfidence: 0.4,
            audioSrc: page,
          }),
        )
      const collection = {
        title: card.title,
        artist: artist || null,
        coverUrl,
        releaseDate: null,
        label: null,
        sourceKey: `youtube:playlist:${ref.id}`,
        sourceUrl: page,
      }
      return { kind: 'playlist', collection, items: [], total: null, truncated: true, skipped: 0 }
    },
  }
}

const HOSTS = [
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'music.youtube.com',
  'www.youtube-nocookie.com',
]
const VIDEO = /^[\w-]{11}$/

function refOf(url: URL): Ref | null {
  const video = videoOf(url)
  if (video && VIDEO.test(video)) return { kind: 'track', id: video }
  const list = HOSTS.includes(url.hostname) ? url.searchParams.get('list') : null
  return list && /^[\w-]{2,64}$/.test(list) ? { kind: 'playlist', id: list } : null
}

function videoOf(url: URL): string | null {
  if (url.hostname === 'youtu.be') return url.pathname.slice(1)
  if (!HOSTS.includes(url.hostname)) return null
  const path = /^\/(?:shorts|embed|live|v)\/([^/]+)\/?$/.exec(url.pathname)?.[1]
  return path ?? url.searchParams.get('v')
}

function pageOf({ kind, id }: Ref): string {
  return kind === 'playlist'
    ? `https://www.youtube.com/playlist?list=${id}`
    : `https://www.youtube.com/watch?v=${id}`
}
