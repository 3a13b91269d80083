import type { MusicalKey } from '../domain/analysis.ts'
import type { LaneName } from '../domain/mix.ts'
import type { Grid } from '../music/grid.ts'

/** A file that a document speaks of. */
export interface SongFile {
  /** null for a mix of several lanes. */
  lane: LaneName | null
  /** What a person calls it: `Vocals`. */
  label: string
  /** Where it lies as seen from the document, with `/` between folders. */
  path: string
  bytes: number
  /** `#rrggbb`. */
  color: string
}

/** A stretch of the song with a name, in seconds. */
export interface NamedSpan {
  name: string
  start: number
  end: number
}

export interface NamedPlace {
  name: string
  at: number
  /** `#rrggbb`. */
  color: string
}

/** What documents for other programs are written from. All times are seconds of the files as they are written. */
export interface SongFacts {
  title: string
  artist: string
  album: string
  albumArtist: string
  genre: string
  year: number | null
  trackNumber: number | null
  durationS: number
  sampleRate: number
  /** As it was corrected; null where there is no pulse. */
  grid: Grid | null
  key: MusicalKey | null
  sections: NamedSpan[]
  /** Short names: `F#m`, `Bb7`. */
  chords: NamedSpan[]
  cues: NamedPlace[]
  loops: NamedSpan[]
  files: SongFile[]
}
