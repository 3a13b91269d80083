import type { Fault } from './fault.ts'
import type { TrackId } from './ids.ts'

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

/** arriving: bytes kept, not yet decoded. ready: playable. failed: `fault` says why. */
export type TrackState = 'arriving' | 'ready' | 'failed'

export interface Track extends TrackText {
  id: TrackId
  /** Where it came from, unique: `sha256:<hex>` for a file. The same bytes twice is the same track. */
  sourceKey: string
  state: TrackState
  fault: Fault | null
  file: SourceFile
  audio: AudioFacts | null
  pcm: PcmFacts | null
  durationS: number | null
  hasCover: boolean
  /** Milliseconds since 1970. */
  addedAt: number
  /** Fields a person changed by hand; nothing automatic overwrites them. */
  edited: (keyof TrackText)[]
}
