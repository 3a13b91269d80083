import { appPart } from '#lib/core/domain/app-part.ts'
import type { Export, ExportFile, FolderHandle } from '#lib/core/domain/export.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { fileAddress } from '#lib/core/domain/file-address.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import { done, failed, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import {
  AUDIO_FORMATS,
  presetRecipeId,
  trackRecipeId,
  type AudioFormat,
  type KeptRecipe,
  type Recipe,
  type TrimWish,
} from '#lib/core/domain/recipe.ts'
import { BUNDLES, documentIds } from '#lib/core/exports/document-kinds.ts'
import type { Estimate } from '#lib/core/exports/estimate.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Renderer } from '#lib/platform/engines/engines.ts'
import { servedFile } from '#lib/platform/files/served-file.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { BundleId, DocumentId } from '#lib/core/domain/recipe.ts'
import type { ExportRoom, Preview } from './contract.ts'
import { readExport, readExports } from './made-files.ts'
import type { Saver } from './saver.ts'

export interface ExportRoomDoors {
  rows: RowStore
  blobs: BlobStore
  renderer: Renderer
  saver: Pick<Saver, 'all' | 'one' | 'blob'>
  now(): number
  newId(): string
  free(prefixes: readonly string[]): Promise<void>
  /** Ends a job that makes files nobody wants any more. */
  cancel(jobId: string): Promise<unknown>
  /** Asks for a folder, straight from the click. */
  folder(): Promise<FolderHandle | null>
}

const rowsOf = () => appPart(() => import('./export-rows.ts'))

/** Exports as the screen sees them. */
export class Exporting implements ExportRoom {
  readonly #doors: ExportRoomDoors
  readonly #stops: (() => void)[]
  #exports = $state.raw<readonly Export[]>([])
  #files = $state.raw<ReadonlyMap<string, readonly ExportFile[]>>(new Map())
  #recipes = $state.raw<readonly KeptRecipe[]>([])
  #saving = $state.raw<ExportRoom['saving']>(null)
  #abort: AbortController | null = null

  constructor(doors: ExportRoomDoors) {
    this.#doors = doors
    this.#stops = [
      doors.rows.watch(readExports, ({ rows, files }) => {
        this.#exports = rows
        this.#files = files
      }),
      doors.rows.watch(
        ({ recipes }) => recipes.all(),
        (all) => (this.#recipes = all),
      ),
    ]
  }

  get exports(): readonly Export[] {
    return this.#exports
  }

  get files(): ReadonlyMap<string, readonly ExportFile[]> {
    return this.#files
  }

  get presets(): readonly KeptRecipe[] {
    return this.#recipes
      .filter(({ id }) => id.startsWith(presetRecipeId('')))
      .toSorted((a, b) => a.name.localeCompare(b.name))
  }

  get formats(): readonly AudioFormat[] {
    return AUDIO_FORMATS
  }

  get documents(): readonly DocumentId[] {
    return documentIds()
  }

  get bundles(): readonly BundleId[] {
    return Object.keys(BUNDLES) as BundleId[]
  }

  get saving(): ExportRoom['saving'] {
    return this.#saving
  }

  async estimate(trackIds: readonly string[], recipe: Recipe): Promise<Estimate> {
    const { estimate } = await appPart(() => import('#lib/core/exports/estimate.ts'))
    const { songsFor } = await rowsOf()
    return estimate(await songsFor(this.#doors.rows, trackIds), recipe)
  }

  async start(trackIds: readonly string[], recipe: Recipe, name: string): Promise<Outcome<string>> {
    // Asked first: the browser shows its dialog only straight after the click.
    const folder = recipe.packing === 'folder' ? await this.#doors.folder() : null
    const part = await outcomeOf(() => appPart(() => import('#lib/work/exports/insert-export.ts')))
    if (!part.ok) return part
    const { insertExport } = part.value
    const inserted = await insertExport(this.#doors.rows, { trackIds, recipe, name, folder }, this.#asking())
    return inserted.ok ? done(inserted.value.id) : inserted
  }

  async save(exportId: string): Promise<Outcome<void>> {
    return this.#saved(exportId, async (signal, told) => {
      const { row, files } = await this.#doors.rows.read(['exports', 'exportFiles'], (tables) =>
        readExport(tables, exportId),
      )
      if (!row) return failed(fault('track-gone'))
      const { markSaved } = await rowsOf()
      const outcome = await this.#doors.saver.all(row, files, signal, told)
      if (outcome.ok) await markSaved(this.#doors.rows, exportId, this.#doors.now())
      return outcome
    })
  }

  async saveFile(fileId: string): Promise<Outcome<void>> {
    const file = this.#fileOf(fileId)
    if (!file) return failed(fault('track-gone'))
    return this.#saved(file.exportId, (signal, told) => this.#doors.saver.one(file, signal, told))
  }

  async blob(fileId: string): Promise<Blob | null> {
    const file = this.#fileOf(fileId)
    return file ? this.#doors.saver.blob(file) : null
  }

  stemFile(trackId: string, lane: LaneName): Promise<Blob | null> {
    return servedFile(fileAddress(trackId, lane))
  }

  async forget(exportId: string): Promise<void> {
    const row = this.#exports.find(({ id }) => id === exportId)
    if (row && row.madeAt === null) await this.#doors.cancel(row.jobId)
    const { forget } = await rowsOf()
    const free = await forget(this.#doors.rows, exportId)
    await this.#doors.free(free.map(exportPrefix))
  }

  cancelSaving(): void {
    this.#abort?.abort()
  }

  async preview(trackId: string, recipe: Recipe, fromS: number, seconds: number): Promise<Outcome<Preview>> {
    const { previewOf } = await appPart(() => import('./listen.ts'))
    return previewOf(this.#doors, { trackId, recipe, fromS, seconds })
  }

  async trim(trackId: string, wish: TrimWish): ReturnType<ExportRoom['trim']> {
    const { trimOf } = await appPart(() => import('./listen.ts'))
    return trimOf(this.#doors, trackId, wish)
  }

  recipeOf(trackId: string): KeptRecipe | null {
    return this.#recipes.find(({ id }) => id === trackRecipeId(trackId)) ?? null
  }

  async keepRecipe(trackId: string, recipe: Recipe | null): Promise<void> {
    const id = trackRecipeId(trackId)
    await this.#doors.rows.write(['recipes'], ({ recipes }) =>
      recipe ? recipes.put({ id, name: '', recipe, changedAt: this.#doors.now() }) : recipes.remove(id),
    )
  }

  async keepPreset(name: string, recipe: Recipe): Promise<void> {
    const same = this.presets.find((one) => one.name === name)
    const id = same?.id ?? presetRecipeId(this.#doors.newId())
    await this.#doors.rows.write(['recipes'], ({ recipes }) =>
      recipes.put({ id, name, recipe, changedAt: this.#doors.now() }),
    )
  }

  async removePreset(id: string): Promise<void> {
    await this.#doors.rows.write(['recipes'], ({ recipes }) => recipes.remove(id))
  }

  stop(): void {
    this.#abort?.abort()
    for (const stop of this.#stops) stop()
  }

  #asking() {
    return { now: this.#doors.now(), newId: () => this.#doors.newId() }
  }

  #fileOf(fileId: string): ExportFile | null {
    const exportId = fileId.slice(0, fileId.lastIndexOf('/'))
    return this.#files.get(exportId)?.find(({ id }) => id === fileId) ?? null
  }

  async #saved(
    exportId: string,
    work: (signal: AbortSignal, told: (fraction: number) => void) => Promise<Outcome<void>>,
  ): Promise<Outcome<void>> {
    if (this.#saving) return failed(fault('cancelled', { detail: 'another export is being saved' }))
    this.#saving = { exportId, fraction: 0 }
    this.#abort = new AbortController()
    try {
      const { signal } = this.#abort
      const outcome = await outcomeOf(() =>
        work(signal, (fraction) => (this.#saving = { exportId, fraction })),
      )
      return outcome.ok ? outcome.value : outcome
    } finally {
      this.#saving = null
      this.#abort = null
    }
  }
}
