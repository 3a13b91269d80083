import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneSettings } from '#lib/core/domain/mix.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { SoundFacts } from '#lib/core/domain/export.ts'
import type { AudioFormat, BundleId, Processing, TrimWish } from '#lib/core/domain/recipe.ts'
import type { FrameRange, StemName } from '#lib/core/domain/separation.ts'
import type { DocumentSong } from '#lib/core/exports/document-song.ts'

/** What a file says of itself. Empty text and null are left out. */
export interface FileTags {
  title: string
  artist: string
  album: string
  albumArtist: string
  genre: string
  year: number | null
  trackNumber: number | null
  discNumber: number | null
  bpm: number | null
  /** `F#m`. */
  key: string
  comment: string
  /** `vocals`, `no vocals`; what the sound came from; the model that took it apart. */
  stem: string
  source: string
  model: string
  replayGain: boolean
  /** Blob key of a picture. */
  cover: string | null
}

export interface SoundOrder {
  lanes: (LaneSource & { settings: LaneSettings })[]
  master: number
}

/** How a song is worked on: the same for each of its files. */
export interface WorkOrder {
  /** The song itself: trims and levels are found on it. */
  song: SoundOrder
  /** The part there is sound for; null is all of it. */
  range: FrameRange | null
  processing: Processing
  /** Hz of the file. */
  rate: number
  /** Where bars begin, in seconds of the song; empty where unknown. */
  bars: readonly number[]
}

export interface RenderOrder {
  /** Known by its cache id: bytes go under `export/<id>/`. */
  id: string
  sound: SoundOrder
  work: WorkOrder
  format: AudioFormat
  tags: FileTags
}

export interface BundleOrder {
  id: string
  bundle: BundleId
  song: DocumentSong
  /** The stems in order, and last the song itself. */
  sounds: (SoundOrder & { part: string; stem: StemName | null })[]
  work: WorkOrder
  tags: FileTags
}

export interface Rendered {
  bytes: number
  sound: SoundFacts | null
  span: Span
}

/** What of a song is in its files: frames at 44.1 kHz, and silence before them. */
export interface Span extends FrameRange {
  pad: number
}

export interface PreviewOrder {
  sound: SoundOrder
  work: WorkOrder
  /** Frames of the song at 44.1 kHz. */
  part: FrameRange
}

type Channels = [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]

export interface Previewed {
  sampleRate: number
  before: Channels
  after: Channels
  gainDb: number
  lufs: number | null
}

/** 0 to 1; also the sign of life. */
export type RenderTick = (fraction: number) => void

/** `workers/export/export.worker.ts`: sound out of the blob store, into files in the blob store. */
export interface ExportWorker {
  render(order: RenderOrder, tick: RenderTick): Promise<Outcome<Rendered>>
  bundle(order: BundleOrder, tick: RenderTick): Promise<Outcome<Rendered>>
  /** What of the song its files hold, before any is made. */
  span(work: WorkOrder, tick: RenderTick): Promise<Outcome<Span>>
  preview(order: PreviewOrder, tick: RenderTick): Promise<Outcome<Previewed>>
  /** null when all is silence. */
  trim(song: SoundOrder, wish: TrimWish, tick: RenderTick): Promise<Outcome<FrameRange | null>>
}
