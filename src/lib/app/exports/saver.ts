import type { Export, ExportFile } from '#lib/core/domain/export.ts'
import { safeName } from '#lib/core/domain/export-name.ts'
import { fault, faultFrom } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { BUNDLES, documentKind } from '#lib/core/exports/document-kinds.ts'
import { FORMATS } from '#lib/core/exports/formats.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { mayWrite, writeInto } from '#lib/platform/files/save-folder.ts'
import type { Destination, FileWish } from '#lib/platform/files/save-file.ts'
import type { ExportWorker, MadeFile } from '#workers/audio/contract.ts'
import { bytesOf, madeBlob, madeOf } from './made-files.ts'

export interface SaverDoors {
  blobs: Pick<BlobStore, 'keys' | 'blob'>
  exporter: Pick<ExportWorker, 'pack'>
  destination(wish: FileWish): Promise<Destination | null>
}

type Told = (fraction: number) => void

export function mimeOf({ content }: ExportFile): string {
  if (content.kind === 'audio') return FORMATS[content.format].mime
  if (content.kind === 'bundle') return BUNDLES[content.bundle].mime
  return documentKind(content.document)?.mime ?? 'application/octet-stream'
}

/** Hands made files over: to a disk, to a folder, or to the browser's downloads. */
export class Saver {
  readonly #doors: SaverDoors

  constructor(doors: SaverDoors) {
    this.#doors = doors
  }

  /** Everything of an export as its recipe says; from a click, since the browser asks where to. */
  async all(
    row: Export,
    files: readonly ExportFile[],
    signal: AbortSignal,
    told: Told,
  ): Promise<Outcome<void>> {
    const made = madeOf(files)
    if (made.length === 0) return failed(fault('file-unwritten', { detail: 'nothing is made' }))
    if (row.folder && (await mayWrite(row.folder, true))) return this.intoFolder(row, files, signal, told)
    if (row.recipe.packing !== 'zip' && files.length === 1) {
      const [file] = files
      return file ? this.one(file, signal, told) : done(undefined)
    }
    return this.#zip(row, made, signal, told)
  }

  /** A made file, read lazily; null as long as it is not made. */
  async blob(file: ExportFile): Promise<Blob | null> {
    return file.cacheId === null ? null : madeBlob(this.#doors.blobs, file.cacheId, mimeOf(file))
  }

  async one(file: ExportFile, signal: AbortSignal, told: Told): Promise<Outcome<void>> {
    const { cacheId, path } = file
    if (cacheId === null) return failed(fault('file-unwritten', { detail: 'not made yet' }))
    const type = mimeOf(file)
    const name = path.slice(path.lastIndexOf('/') + 1)
    const place = await this.#doors.destination({ name, type, ending: name.slice(name.lastIndexOf('.')) })
    if (!place) return failed(fault('cancelled', { detail: 'dismissed' }))
    const blob = await madeBlob(this.#doors.blobs, cacheId, type)
    return place.take(blob.stream(), signal, (bytes) => told(bytes / Math.max(1, blob.size)))
  }

  /** Every file into the chosen folder; the caller has seen that it may be written to. */
  async intoFolder(
    { folder }: Export,
    files: readonly ExportFile[],
    signal: AbortSignal,
    told: Told = () => undefined,
  ): Promise<Outcome<void>> {
    if (!folder) return failed(fault('file-unwritten', { detail: 'no folder' }))
    const total = Math.max(1, bytesOf(madeOf(files)))
    let before = 0
    for (const file of files) {
      if (file.cacheId === null) continue
      const blob = await madeBlob(this.#doors.blobs, file.cacheId, mimeOf(file))
      const written = await writeInto(folder, file.path, blob.stream(), signal, (bytes) =>
        told((before + bytes) / total),
      )
      if (!written.ok) return written
      before += blob.size
    }
    return done(undefined)
  }

  async #zip(row: Export, made: MadeFile[], signal: AbortSignal, told: Told): Promise<Outcome<void>> {
    const name = `${safeName(row.name)}.zip`
    const place = await this.#doors.destination({ name, type: 'application/zip', ending: '.zip' })
    if (!place) return failed(fault('cancelled', { detail: 'dismissed' }))
    try {
      const total = Math.max(1, bytesOf(made))
      const stream = await this.#doors.exporter.pack(made)
      return await place.take(stream, signal, (bytes) => told(Math.min(1, bytes / total)))
    } catch (error) {
      return failed(faultFrom(error, 'file-unwritten'))
    }
  }
}
