import type { AddSong } from '#lib/core/intake/wish.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'

/** The row of a song that is known by name, or only by its link, and has no audio yet. */
export function listedTrack({ row, sourceKey }: AddSong, id: string, now: number): Track {
  const { link, durationMs, releaseDate } = row
  const year = Number(releaseDate?.slice(0, 4))
  return {
    ...NO_TEXT,
    ...NO_FACTS,
    id,
    sourceKey,
    state: 'listed',
    fault: null,
    file: null,
    audio: null,
    pcm: null,
    durationS: durationMs === null ? null : durationMs / 1000,
    hasCover: false,
    addedAt: now,
    edited: [],
    // Until its link has been looked up, the address stands for the title.
    title: row.title || (link?.url.replace(/^https?:\/\/(www\.)?/, '') ?? ''),
    artist: row.artist,
    album: row.album,
    albumArtist: row.albumArtist,
    genre: row.genre,
    year: year || null,
    trackNumber: row.trackNumber,
    discNumber: row.discNumber,
    link: link?.url ?? null,
    isrc: row.isrc,
    spotifyId: link?.provider === 'spotify' && link.kind === 'track' ? link.id : null,
    releaseDate,
    coverUrl: row.coverUrl,
    durationMs,
  }
}
