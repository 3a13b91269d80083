import type { AudioSource, Download, JudgedOffer, Offer } from '#lib/core/domain/download.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { match, MOST_DELTA_MS } from '#lib/core/match/score.ts'

/** More than this nobody reads. */
const MOST_OFFERS = 24

type Wish = Pick<Track, 'title' | 'artist' | 'album' | 'durationMs' | 'isrc' | 'link' | 'sourceKey'>

/**
 * The offers beside the track, the best first. Certain is what matches in length and words, and what the track's own link
 * names; some seconds of a song are never certain.
 */
export function judge(track: Wish, offers: readonly Offer[]): JudgedOffer[] {
  const wish = { ...track, artist: track.artist || null, album: track.album || null }
  return offers
    .map((offer): JudgedOffer => {
      const { score, deltaMs, reasons, certain } = match(wish, offer)
      const own = isOfLink(track, offer)
      const far = deltaMs !== null && Math.abs(deltaMs) > MOST_DELTA_MS
      return {
        ...offer,
        score: own && !far ? 1 : score,
        deltaMs,
        reasons: [...(own ? ['link-same'] : []), ...reasons.map((reason) => reason.code)],
        certain: offer.source !== 'preview' && !far && (own || certain),
      }
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_OFFERS)
}

const isOfLink = ({ link, sourceKey }: Wish, { src, pageUrl }: Offer) =>
  (link !== null && (src === link || pageUrl === link)) || src === sourceKey

/**
 * What to fetch: what a person said to use, else the certain offer whose source comes first in their order, and of one source
 * the best; null where a person has to choose.
 */
export function chooseOffer(row: Download, order: readonly AudioSource[]): Offer | null {
  const isLeft = ({ src }: Offer) => !row.refused.includes(src)
  if (row.pinned) return isLeft(row.pinned) ? row.pinned : null
  const place = ({ source }: Offer) => order.indexOf(source)
  const [first] = row.offers
    .filter((offer) => offer.certain && isLeft(offer) && place(offer) >= 0)
    .toSorted((a, b) => place(a) - place(b) || b.score - a.score)
  return first ?? null
}
