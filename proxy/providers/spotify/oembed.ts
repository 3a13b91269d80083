import * as v from 'valibot'
import type { Outside } from '../../outbound/outside.ts'
import { trackMeta, type Found, type Ref } from '../catalogue.ts'
import { httpsOf, text, title } from '../shapes.ts'
import { PAGES } from './embed.ts'

const Card = v.object({ title, thumbnail_url: text })

/**
 * The documented card of a link: title and cover, nothing else. An album or a playlist is then known by name only,
 * and its list is cut at nothing.
 */
export async function fetchCard(outside: Outside, ref: Ref): Promise<Found> {
  const page = `https://open.spotify.com/${ref.kind}/${ref.id}`
  const url = `https://open.spotify.com/oembed?url=${encodeURIComponent(page)}`
  const card = await outside.json(PAGES, { url }, Card)
  const coverUrl = httpsOf(card.thumbnail_url)
  if (ref.kind !== 'track') {
    return {
      kind: ref.kind,
      collection: {
        title: card.title,
        artist: null,
        coverUrl,
        releaseDate: null,
        label: null,
        sourceKey: `spotify:${ref.kind}:${ref.id}`,
        sourceUrl: page,
      },
      items: [],
      total: null,
      truncated: true,
      skipped: 0,
    }
  }
  const item = trackMeta({
    title: card.title,
    coverUrl,
    spotifyId: ref.id,
    spotifyUrl: page,
    source: 'spotify',
    sourceId: ref.id,
    sourceKey: `spotify:track:${ref.id}`,
    sourceUrl: page,
    sourceConfidence: 0.3,
  })
  return { kind: 'track', collection: null, items: [item], total: 1, truncated: false, skipped: 0 }
}
