import type { Candidate, Quality, TrackMeta } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import type { Outside, Service } from '../outbound/outside.ts'
import { AUDIUS_APP, createAudius } from '../providers/audius.ts'
import { ARCHIVE, createInternetArchive, formOf, readItem } from '../providers/internet-archive.ts'
import { askJamendo, isGiven, JAMENDO, jamendoMeta, type JamendoDeps } from '../providers/jamendo.ts'
import { wordsOf } from '../providers/catalogue.ts'
import { after, candidate, type AudioSource, type Search } from './audio-source.ts'
import { likeness } from './rank.ts'

/** How many items of the archive are opened to see what songs they hold. */
const OPENED_ITEMS = 3

/** Live music, Creative Commons and the public domain, in the form nearest to the wish. */
export function createArchiveSource(outside: Outside): AudioSource {
  const catalogue = createInternetArchive({ outside })
  const songs = async ({ sourceId }: TrackMeta) => {
    const found = await catalogue.fetch({ kind: 'album', id: sourceId })
    return found.items
  }
  return {
    id: 'internet-archive',
    off: null,
    owns: (src) => after(src, 'internet-archive') !== null,
    closedFor: () => outside.closedFor(ARCHIVE),
    async locate(src, quality) {
      const [key = '', ...rest] = (after(src, 'internet-archive') ?? '').split('/')
      const file = formOf(await readItem(outside, key), rest.join('/'), quality)
      if (!file) throw refuse('not_found', 'the archive does not have it', { service: ARCHIVE.id })
      const path = file.name.split('/').map(encodeURIComponent).join('/')
      return { service: ARCHIVE, url: `https://archive.org/download/${key}/${path}`, name: file.name }
    },
    async find({ wish, limit }) {
      if (!catalogue.search) return []
      const items = await catalogue.search(wish, OPENED_ITEMS)
      const lists = await Promise.allSettled(items.map(songs))
      const all = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
      const near = all.filter((song) => likeness(wish.title || wordsOf(wish), song.title) > 0.3)
      return near.slice(0, limit).map((song) => fromMeta(song, 'internet-archive'))
    },
  }
}

const CONTENT: Service = { id: 'audius', hosts: 'public' }

export function createAudiusSource(outside: Outside): AudioSource {
  const catalogue = createAudius({ outside })
  return {
    id: 'audius',
    off: null,
    owns: (src) => after(src, 'audius') !== null,
    closedFor: () => outside.closedFor(CONTENT),
    async locate(src) {
      const id = after(src, 'audius') ?? ''
      if (!/^[\w-]{1,40}$/.test(id))
        throw refuse('bad_request', 'this is no track of Audius', { service: 'audius' })
      // It is redirected to whichever node holds the file.
      return {
        service: CONTENT,
        url: `https://api.audius.co/v1/tracks/${id}/stream?${AUDIUS_APP}`,
        name: null,
      }
    },
    find: ({ wish, limit }) => searched(catalogue.search?.(wish, limit), 'audius'),
  }
}

const FORMATS: Record<Quality, string> = { lossless: 'flac', high: 'mp32', medium: 'mp31', low: 'mp31' }
const FILES: Service = { id: 'jamendo-files', hosts: ['.jamendo.com'] }

/** Only what its artist lets be downloaded. */
export function createJamendoSource(deps: JamendoDeps): AudioSource {
  return {
    id: 'jamendo',
    off: deps.clientId === null ? 'JAMENDO_CLIENT_ID is not set' : null,
    owns: (src) => after(src, 'jamendo') !== null,
    closedFor: () => deps.outside.closedFor(JAMENDO),
    async locate(src, quality) {
      const id = after(src, 'jamendo') ?? ''
      if (!/^\d{1,12}$/.test(id))
        throw refuse('bad_request', 'this is no track of Jamendo', { service: 'jamendo' })
      const [track] = await askJamendo(deps, { id, audiodlformat: FORMATS[quality] })
      if (!track) throw refuse('not_found', 'Jamendo does not have it', { service: 'jamendo' })
      if (!isGiven(track) || track.audiodownload === null)
        throw refuse('unsupported', 'its artist does not allow it to be downloaded', { service: 'jamendo' })
      return { service: FILES, url: track.audiodownload, name: null }
    },
    async find({ wish, limit }) {
      const tracks = await askJamendo(deps, { search: wordsOf(wish), limit: String(limit) })
      return tracks
        .filter(isGiven)
        .map((track) => ({ ...fromMeta(jamendoMeta(track), 'jamendo'), licenceUrl: track.license_ccurl }))
    },
  }
}

async function searched(
  found: Promise<TrackMeta[]> | undefined,
  source: Candidate['source'],
): Promise<Candidate[]> {
  return ((await found) ?? []).filter((meta) => meta.audioSrc !== null).map((meta) => fromMeta(meta, source))
}

function fromMeta(meta: TrackMeta, source: Candidate['source']): Candidate {
  const { title, artist, album, durationMs, isrc, coverUrl, sourceUrl, audioSrc } = meta
  return candidate({
    source,
    src: audioSrc ?? '',
    title,
    artist: artist || null,
    album,
    durationMs,
    isrc,
    coverUrl,
    pageUrl: sourceUrl,
    from: album,
  })
}

/** Thirty seconds of the recording, where a shop that was asked has them. */
export function previewsOf(metas: readonly TrackMeta[], { limit }: Search): Candidate[] {
  return metas
    .filter((meta) => meta.previewUrl !== null)
    .slice(0, limit)
    .map((meta) => ({
      ...fromMeta(meta, 'preview'),
      src: `preview:${meta.previewUrl}`,
      claimed: 'preview of 30 s',
      from: meta.source,
    }))
}
