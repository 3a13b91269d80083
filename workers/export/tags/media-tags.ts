import type { MetadataTags } from 'mediabunny'
import { moreFields, type WrittenTags } from './written-tags.ts'

/** For Vorbis comments (FLAC, Opus). */
export function vorbisTags(tags: WrittenTags): MetadataTags {
  const raw: Record<string, string> = Object.fromEntries(moreFields(tags))
  // Mixxx and Serato look for one of these, Traktor for the other.
  if (tags.key) Object.assign(raw, { KEY: tags.key, INITIALKEY: tags.key })
  // A year alone is told as one, and not as its first of January.
  if (tags.year !== null) raw['DATE'] = String(tags.year)
  return { ...common(tags), raw }
}

/** For MP4's item list; what it has no atom for is added by `m4a-moov.ts`. */
export function mp4Tags(tags: WrittenTags): MetadataTags {
  const raw: Record<string, string> = tags.year === null ? {} : { '©day': String(tags.year) }
  // Its atom for the disc is added there too: this writer's has a name that nobody reads.
  const { discNumber: _, ...rest } = common(tags)
  return { ...rest, raw }
}

function common(tags: WrittenTags): MetadataTags {
  const out: MetadataTags = {}
  if (tags.title) out.title = tags.title
  if (tags.artist) out.artist = tags.artist
  if (tags.album) out.album = tags.album
  if (tags.albumArtist) out.albumArtist = tags.albumArtist
  if (tags.genre) out.genre = tags.genre
  if (tags.comment) out.comment = tags.comment
  if (tags.trackNumber) out.trackNumber = tags.trackNumber
  if (tags.discNumber) out.discNumber = tags.discNumber
  if (tags.bpm !== null) out.beatsPerMinute = Math.round(tags.bpm)
  if (tags.picture)
    out.images = [{ data: tags.picture.bytes, mimeType: tags.picture.mime, kind: 'coverFront' }]
  return out
}
