import type { Restored } from '#lib/core/backup/restored.ts'
import { appPart } from '#lib/core/domain/app-part.ts'
import { fault, FaultError, faultFrom, isFaultCode } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { roomShort, type Room } from '#lib/core/domain/room.ts'
import { sumOf } from '#lib/core/storage/byte-sums.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { Destination, FileWish } from '#lib/platform/files/save-file.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { BackupWish } from '#lib/work/backup/order-backup.ts'
import { writeSettings } from '#lib/work/settings-rows.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import type { ArchiveView, BackupWorker } from '#workers/backup/contract.ts'
import type { StorageView } from '../storage-contract.ts'
import type { Backup, BackupLook, BackupPlace } from './contract.ts'

export interface BackupDoors {
  rows: RowStore
  blobs: BlobStore
  locks: Pick<Locks, 'together'>
  worker: BackupWorker
  room: { estimate(): Promise<Room | null> }
  storage: Pick<StorageView, 'kinds' | 'songs' | 'refresh'>
  destination(wish: FileWish): Promise<Destination | null>
  folderFor(wish: FileWish, id: string): Promise<Destination | null>
  /** Version of the app. */
  app: string
  now(): number
  newId(): string
}

/** Rows and the list of pieces take about this much of a song. */
const ROWS_BYTES = 30_000

const restoring = () => appPart(() => import('#lib/work/backup/restore.ts'))

export class Backups implements Backup {
  readonly #doors: BackupDoors
  #running = $state.raw<Backup['running']>(null)
  #offered = $state.raw<(NonNullable<Backup['offered']> & { view: ArchiveView }) | null>(null)
  #abort: AbortController | null = null

  constructor(doors: BackupDoors) {
    this.#doors = doors
  }

  get running(): Backup['running'] {
    return this.#running
  }

  get offered(): Backup['offered'] {
    return this.#offered
  }

  weigh({ holds, trackIds }: BackupWish): number {
    const { songs, kinds } = this.#doors.storage
    const of = trackIds ? trackIds.map((id) => songs.get(id) ?? {}) : [...songs.values()]
    const bytes = of.reduce((sum, one) => {
      const { original = 0, stems = 0, pictures = 0 } = one
      return (
        sum +
        pictures +
        ROWS_BYTES +
        (holds.includes('original') ? original : 0) +
        (holds.includes('stems') ? stems : 0)
      )
    }, 0)
    return bytes + (holds.includes('models') ? sumOf({ models: kinds.models ?? 0 }) : 0)
  }

  save(wish: BackupWish, where: BackupPlace = 'file'): Promise<Outcome<number>> {
    const { destination, folderFor, rows, now } = this.#doors
    return this.#run('save', this.weigh(wish), async (signal, tick) => {
      const day = new Date(now()).toISOString().slice(0, 10)
      // Asked first: the browser shows its dialog only straight after the click.
      const file = { name: `Sound Forge Alchemy ${day}.sfa`, type: 'application/zip', ending: '.sfa' }
      const place = await (where === 'folder' ? folderFor(file, 'backups') : destination(file))
      if (!place) throw new FaultError(fault('cancelled', { detail: 'dismissed' }))
      let bytes = 0
      const taken = await place.take(await this.stream(wish), signal, (written) => {
        bytes = written
        tick(written)
      })
      if (!taken.ok) throw new FaultError(taken.fault)
      // A selection is no backup of the library.
      if (!wish.trackIds)
        await rows.write(['settings'], (tables) => writeSettings(tables, { backedUpAt: now() }))
      return bytes
    })
  }

  async stream(wish: BackupWish): Promise<ReadableStream<Uint8Array>> {
    const { rows, worker, now, app } = this.#doors
    const { orderBackup } = await appPart(() => import('#lib/work/backup/order-backup.ts'))
    return worker.write(await orderBackup(rows, wish, { app, now: now(), bytes: this.weigh(wish) }))
  }

  offer(file: File): Promise<Outcome<BackupLook>> {
    this.#offered = null
    return this.#run('look', 0, async () => {
      const view = await this.#look(file)
      const { whatIsIn } = await restoring()
      const look = { name: file.name, ...(await whatIsIn(this.#doors, view)) }
      this.#offered = { file, look, view }
      return look
    })
  }

  async restore(): Promise<Outcome<Restored>> {
    const offered = this.#offered
    if (!offered) return failed(fault('cancelled'))
    const { file, view, look } = offered
    // What is here already is not brought again; only a new library needs all of it.
    const short = look.here === 0 ? roomShort(look.bytes, await this.#doors.room.estimate()) : null
    if (short) return failed(short)
    const outcome = await this.#run('restore', look.bytes, (signal, tick) =>
      this.#bring(file, view, tick, signal),
    )
    if (outcome.ok) this.#offered = null
    await this.#doors.storage.refresh()
    return outcome
  }

  bring(file: Blob): Promise<Outcome<Restored>> {
    return this.#run('restore', file.size, async (signal, tick) =>
      this.#bring(file, await this.#look(file), tick, signal),
    )
  }

  forget(): void {
    this.#offered = null
  }

  cancel(): void {
    this.#abort?.abort()
  }

  stop(): void {
    this.cancel()
  }

  async #look(file: Blob): Promise<ArchiveView> {
    const looked = await this.#doors.worker.look(file)
    if (!looked.ok) throw new FaultError(looked.fault)
    return looked.value
  }

  async #bring(
    file: Blob,
    view: ArchiveView,
    tick: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Restored> {
    const { restore } = await restoring()
    return this.#doors.locks.together(UNOWNED_BYTES, () => restore(this.#doors, file, view, tick, signal))
  }

  async #run<T>(
    what: 'save' | 'look' | 'restore',
    total: number,
    work: (signal: AbortSignal, tick: (bytes: number) => void) => Promise<T>,
  ): Promise<Outcome<T>> {
    if (this.#running) return failed(fault('cancelled', { detail: 'another is running' }))
    const abort = new AbortController()
    this.#abort = abort
    this.#running = { what, bytes: 0, total }
    try {
      return done(await work(abort.signal, (bytes) => (this.#running = { what, bytes, total })))
    } catch (error) {
      if (abort.signal.aborted) return failed(fault('cancelled'))
      const code = (error as { code?: unknown } | null)?.code
      return failed(isFaultCode(code) ? fault(code) : faultFrom(error, 'file-unreadable'))
    } finally {
      this.#running = null
      this.#abort = null
    }
  }
}
