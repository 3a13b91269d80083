import type { Fault } from './fault.ts'
import type { AlbumId, TrackId } from './ids.ts'

/** Text that comes from tags or a file name and that a person may correct. */
export interface TrackText {
  title: string
  artist: string
  album: string
  albumArtist: string
  genre: string
  year: number | null
  trackNumber: number | null
  discNumber: number | null
}

export const NO_TEXT: TrackText = {
  title: '',
  artist: '',
  album: '',
  albumArtist: '',
  genre: '',
  year: null,
  trackNumber: null,
  discNumber: null,
}

/** What lists, links and catalogues know of a recording, often long before there is any sound of it. */
export interface RecordingFacts {
  /** The canonical address of the link it came from (see `core/links`). */
  link: string | null
  /** Twelve characters, upper case, no hyphens. */
  isrc: string | null
  spotifyId: string | null
  /** As precise as it is known: `1997`, `1997-09` or `1997-09-22`. */
  releaseDate: string | null
  label: string | null
  /** Where a picture can be had; one that is here is told by `hasCover`. */
  coverUrl: string | null
  /** Where some thirty seconds of it can be heard; may have expired. */
  previewUrl: string | null
  /** Length in ms as a list or a catalogue states it: what a file is compared with. */
  durationMs: number | null
  /** The album or list it is shown under; the order in there lies in `albumTracks`. */
  albumId: AlbumId | null
  /** Title and artist as catalogues are asked for them and as matches are made (see `core/match`). */
  normalizedTitle: string | null
  normalizedArtist: string | null
}

export const NO_FACTS: RecordingFacts = {
  link: null,
  isrc: null,
  spotifyId: null,
  releaseDate: null,
  label: null,
  coverUrl: null,
  previewUrl: null,
  durationMs: null,
  albumId: null,
  normalizedTitle: null,
  normalizedArtist: null,
}

/** The bytes as they came, kept unchanged under `key` (see blob keys in `keys.ts`). */
export interface SourceFile {
  name: string
  bytes: number
  /** Lower-case hex. */
  sha256: string
  mime: string
}

/** What the file says of its sound, before anything is converted. */
export interface AudioFacts {
  container: string
  codec: string
  sampleRate: number
  channels: number
  bitDepth: number | null
  /** Average, in bits per second; null when unknown. */
  bitrate: number | null
}

/** The decoded sound on disk: 44.1 kHz stereo float32 in uniform pieces (see `pcm-layout.ts`). */
export interface PcmFacts {
  frames: number
  /** Mean and standard deviation (n - 1) of (left + right) / 2 over the whole track: the model's normalisation. */
  mean: number
  std: number
  /** Highest absolute sample. */
  peak: number
}

/**
 * listed: known from a list or a link, without any audio yet (`file` is null). arriving: bytes kept, not yet decoded.
 * ready: playable. failed: `fault` says why.
 */
export type TrackState = 'listed' | 'arriving' | 'ready' | 'failed'

/** Whether it began as a file, and not as a line of a list or as a link. */
export function isFromFile(track: Pick<Track, 'sourceKey'>): boolean {
  return track.sourceKey.startsWith('sha256:')
}

export interface Track extends TrackText, RecordingFacts {
  id: TrackId
  /**
   * Where it came from, unique: `sha256:<hex>` for a file, `spotify:track:<id>`, `youtube:<id>` and the like
   * for a link (see `core/links`), `list:<hash>` for a line of a list. The same twice is the same track; a file that was
   * attached later is found by `file.sha256`.
   */
  sourceKey: string
  state: TrackState
  fault: Fault | null
  /** null while it is only listed. */
  file: SourceFile | null
  audio: AudioFacts | null
  pcm: PcmFacts | null
  /** In seconds: of the sound once there is a file, until then as the list states it. */
  durationS: number | null
  hasCover: boolean
  /** Milliseconds since 1970. */
  addedAt: number
  /** Fields a person changed by hand; nothing automatic overwrites them. */
  edited: (keyof TrackText)[]
}
