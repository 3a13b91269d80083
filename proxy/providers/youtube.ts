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
    site: 'youtube',
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
      return { kind: ref.kind, collection, items: [], total: null, truncated: true, skipped: 0 }
    },
  }
}

function pageOf({ kind, id }: Ref): string {
  return kind === 'track'
    ? `https://www.youtube.com/watch?v=${id}`
    : `https://www.youtube.com/playlist?list=${id}`
}
