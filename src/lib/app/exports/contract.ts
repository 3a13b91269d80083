import type { Export, ExportFile } from '#lib/core/domain/export.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type {
  AudioFormat,
  BundleId,
  DocumentId,
  KeptRecipe,
  Recipe,
  TrimWish,
} from '#lib/core/domain/recipe.ts'
import type { Estimate } from '#lib/core/exports/estimate.ts'

type Channels = [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]

/** A stretch of a song before and after its recipe; the same frames of both. */
export interface Preview {
  sampleRate: number
  before: Channels
  after: Channels
  /** Of the whole song. */
  gainDb: number
  /** Of the stretch after it. */
  lufs: number | null
}

/** Files on their way out of the app, by durable jobs. */
export interface ExportRoom {
  /** The newest first. */
  readonly exports: readonly Export[]
  /** Of each export, in order. */
  readonly files: ReadonlyMap<string, readonly ExportFile[]>
  /** Named ones, by name. */
  readonly presets: readonly KeptRecipe[]
  /** What can be asked for. */
  readonly formats: readonly AudioFormat[]
  readonly documents: readonly DocumentId[]
  readonly bundles: readonly BundleId[]
  estimate(trackIds: readonly string[], recipe: Recipe): Promise<Estimate>
  /**
   * Begins the job; answers the export's id. With `packing: 'folder'` call it straight from the click: the browser asks
   * for the folder then, and files go there as the job ends. Without a folder they wait for `save`.
   */
  start(trackIds: readonly string[], recipe: Recipe, name: string): Promise<Outcome<string>>
  /** Hands what is made over, as the recipe's packing says. Call it straight from the click. */
  save(exportId: string): Promise<Outcome<void>>
  /** One file of it. Call it straight from the click. */
  saveFile(fileId: string): Promise<Outcome<void>>
  /** A made file as a `Blob`, lazily read: for dragging out. */
  blob(fileId: string): Promise<Blob | null>
  /** A stem at full volume as a WAV of 24 bits, of the newest separation; null where the service worker has none. */
  stemFile(trackId: string, lane: LaneName): Promise<Blob | null>
  /** Removes the export and frees its bytes. */
  forget(exportId: string): Promise<void>
  /** On its way to a disk. */
  readonly saving: { exportId: string; fraction: number } | null
  cancelSaving(): void
  /** Before and after, `seconds` long (at most 30) from `fromS` of the song. */
  preview(trackId: string, recipe: Recipe, fromS: number, seconds: number): Promise<Outcome<Preview>>
  /** Where the sound begins and ends in seconds of the song; null when all of it is silence. */
  trim(trackId: string, wish: TrimWish): Promise<Outcome<{ startS: number; endS: number } | null>>
  /** The recipe of one song; null where it has none of its own. */
  recipeOf(trackId: string): KeptRecipe | null
  /** null takes it away. */
  keepRecipe(trackId: string, recipe: Recipe | null): Promise<void>
  keepPreset(name: string, recipe: Recipe): Promise<void>
  removePreset(id: string): Promise<void>
}
