/** One recording as a catalogue knows it; what it does not say is null. */
export interface CatalogueTrack {
  title: string
  artist: string
  album: string | null
  albumArtist: string | null
  coverUrl: string | null
  previewUrl: string | null
  durationMs: number | null
  isrc: string | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  releaseDate: string | null
  label: string | null
  genre: string | null
  trackNumber: number | null
  discNumber: number | null
  spotifyId: string | null
  sourceKey: string
  sourceUrl: string | null
}
