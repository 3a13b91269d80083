import type { MetadataTags } from 'mediabunny'
import type { AudioFacts, TrackText } from '#lib/core/domain/track.ts'
import type { Media } from './open-media.ts'
import { cleanTags } from './tag-door.ts'

export interface Tags {
  text: Partial<TrackText>
  pictures: Uint8Array[]
}

const NO_TAGS: Tags = { text: {}, pictures: [] }

/** Tags as mediabunny reads them; none when they are damaged. */
export async function mediaTags({ input }: Media): Promise<Tags> {
  const tags = await input.getMetadataTags().catch(() => null)
  return tags
    ? { text: cleanTags({ ...tags, year: yearOf(tags.date) }), pictures: picturesOf(tags) }
    : NO_TAGS
}

function yearOf(date: Date | undefined): number | null {
  return date ? date.getUTCFullYear() : null
}

function picturesOf({ images = [] }: MetadataTags): Uint8Array[] {
  const front = images.filter((image) => image.kind === 'coverFront')
  const rest = images.filter((image) => image.kind !== 'coverFront')
  return [...front, ...rest].map((image) => image.data)
}

export interface Probed extends Tags {
  audio: AudioFacts | null
  durationS: number | null
}

/**
 * Tags and facts of files that mediabunny does not know: AIFF, WAV with ID3, APE, WavPack, WMA. The reader is
 * loaded for them only.
 */
export async function otherTags(blob: Blob, name: string): Promise<Probed> {
  const { parseBlob, selectCover } = await import('music-metadata')
  try {
    const named = new File([blob], name, { type: blob.type })
    const { common, format } = await parseBlob(named, { duration: false })
    const front = selectCover(common.picture)
    const text = cleanTags({
      title: common.title,
      artist: common.artist,
      album: common.album,
      albumArtist: common.albumartist,
      genre: common.genre?.[0],
      year: common.year,
      trackNumber: common.track.no,
      discNumber: common.disk.no,
    })
    const audio = format.sampleRate
      ? {
          container: format.container ?? '',
          codec: format.codec ?? '',
          sampleRate: format.sampleRate,
          channels: format.numberOfChannels ?? 0,
          bitDepth: format.bitsPerSample ?? null,
          bitrate: format.bitrate ? Math.round(format.bitrate) : null,
        }
      : null
    return { text, pictures: front ? [front.data] : [], audio, durationS: format.duration ?? null }
  } catch {
    return { ...NO_TAGS, audio: null, durationS: null }
  }
}
