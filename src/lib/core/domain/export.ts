import type { Fault } from './fault.ts'
import type { JobId, TrackId } from './ids.ts'
import type { AudioFormat, BundleId, DocumentId, Recipe, SourceWish } from './recipe.ts'

/** Files that were asked for in one go. Its job (kind `export`) makes them one after another; each that is made stays until forgotten. */
export interface Export {
  id: string
  jobId: JobId
  /** What it is called on screen, and the ZIP or folder it becomes. */
  name: string
  trackIds: readonly TrackId[]
  recipe: Recipe
  createdAt: number
  /** When everything was made; null before. */
  madeAt: number | null
  /** When it last left for a disk; null while it waits to be saved. */
  savedAt: number | null
  /** What was asked for and cannot be, a line each: a song without stems, an encoder that is missing. */
  leftOut: readonly { trackId: TrackId; what: string; fault: Fault }[]
  /** Where a person said the files go; used while the browser still allows it. */
  folder?: FolderHandle
}

/** A folder as the browser hands it out (`FileSystemDirectoryHandle`): kept as it is, opened in `platform/files`. */
export interface FolderHandle {
  readonly kind: 'directory'
  readonly name: string
}

/** What one file of an export holds. */
export type FileContent =
  | { kind: 'audio'; source: Exclude<SourceWish, { kind: 'stems' }>; format: AudioFormat }
  | { kind: 'document'; document: DocumentId }
  | { kind: 'bundle'; bundle: BundleId }

/** One file of an export: a step of its job. */
export interface ExportFile {
  /** `<exportId>/<index, padded>`: sorts in order. */
  id: string
  exportId: string
  /** null for a paper of the whole export (a playlist, a collection). */
  trackId: TrackId | null
  /** Path inside ZIP or folder, with its ending; no two files of an export share it. */
  path: string
  content: FileContent
  /** Of its sound: `vocals`, `no vocals`, `mix`; empty for the song itself and for papers. */
  part: string
  state: 'waiting' | 'made' | 'failed'
  fault: Fault | null
  /** The made bytes (`exportCache`); null before. */
  cacheId: string | null
  bytes: number | null
  sound: SoundFacts | null
}

/** What was measured on the way into a file. */
export interface SoundFacts {
  frames: number
  rate: number
  /** Integrated loudness and true peak of what went into the encoder, limiter included; null for silence. */
  lufs: number | null
  truePeakDbtp: number | null
  /** What level asked for, before the limiter. */
  gainDb: number
  /** Most that the limiter took off, in dB. */
  limitedDb: number
  /** Milliseconds of work; 0 where it was there already. */
  ms: number
}

/** Made bytes, by what they were made of; they lie under `export/<id>/`. The same again costs nothing. */
export interface CachedExport {
  /** Hash of content and parameters. */
  id: string
  trackId: TrackId | null
  bytes: number
  mime: string
  sound: SoundFacts | null
  createdAt: number
}

export const exportFileId = (exportId: string, index: number) =>
  `${exportId}/${String(index).padStart(5, '0')}`
