import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Cleanup, TrashItem } from '#lib/core/domain/trash.ts'
import { addBytes, sumOf, type KindBytes } from '#lib/core/storage/byte-sums.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { StorageEstimate, StorageRoom } from '#lib/platform/device/storage-room.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Lost } from '#lib/core/storage/lost.ts'
import { RoomAgain } from '#lib/work/storage/room-again.ts'
import type { StorageView } from './storage-contract.ts'
import { storedFacts } from './stored-facts.ts'

export interface StorageDoors {
  rows: RowStore
  blobs: BlobStore
  room: StorageRoom
  clock: Clock
  newId(): string
  free(prefixes: readonly string[]): Promise<void>
  /** Tries jobs again that failed for want of room. */
  retry(jobs: readonly string[]): Promise<unknown>
}

/** Rows change many times while a song is taken apart; the bytes are counted this long after. */
const CALM_MS = 2_000
/** What is stored is first looked at this long after the start, in ms. */
const FIRST_MS = 800

/** What is stored, and whether it will be kept. */
const trashing = () => appPart(() => import('#lib/work/storage/trash.ts'))

export class Storage implements StorageView {
  readonly #doors: StorageDoors
  #stopWatch: () => void
  readonly #again = new RoomAgain()
  #failed: readonly Job[] = []
  #stopTimer: (() => void) | null = null
  #seen = ''
  #estimate = $state.raw<StorageEstimate | null>(null)
  #persisted = $state.raw<boolean | null>(null)
  #kinds = $state.raw<KindBytes>({})
  #songs = $state.raw<ReadonlyMap<string, KindBytes>>(new Map())
  #byTrack = $derived(new Map([...this.#songs].map(([id, kinds]) => [id, sumOf(kinds)])))
  #trash = $state.raw<readonly TrashItem[]>([])
  #lost = $state.raw<Lost | null>(null)

  constructor(doors: StorageDoors) {
    this.#doors = doors
    // It reads every song, and the first moment of a page has others that do.
    this.#stopWatch = doors.clock.after(FIRST_MS, () => {
      this.#stopWatch = doors.rows.watch(storedFacts, (now) => {
        this.#trash = now.trash
        this.#failed = now.failed
        this.#changed(now.mark)
      })
    })
  }

  get estimate(): StorageEstimate | null {
    return this.#estimate
  }

  get persisted(): boolean | null {
    return this.#persisted
  }

  get kinds(): KindBytes {
    return this.#kinds
  }

  get songs(): ReadonlyMap<string, KindBytes> {
    return this.#songs
  }

  get byTrack(): ReadonlyMap<string, number> {
    return this.#byTrack
  }

  get trash(): readonly TrashItem[] {
    return this.#trash
  }

  get lost(): Lost | null {
    return this.#lost
  }

  noteLost(lost: Lost | null): void {
    this.#lost = lost
  }

  async refresh(): Promise<void> {
    const { rows, blobs, room, retry } = this.#doors
    this.#estimate = await room.estimate()
    this.#persisted = await room.persisted()
    const { measure } = await appPart(() => import('#lib/work/storage/measure.ts'))
    const { kinds, songs } = await measure(rows, blobs)
    this.#kinds = kinds
    this.#songs = songs
    const again = this.#again.look(this.#failed, this.#estimate)
    if (again.length > 0) await retry(again)
  }

  async persist(): Promise<boolean> {
    const kept = await this.#doors.room.persist()
    this.#persisted = await this.#doors.room.persisted()
    return kept
  }

  weigh(what: Cleanup, trackIds: readonly string[]): number {
    const all: KindBytes = {}
    for (const id of trackIds)
      for (const [kind, bytes] of Object.entries(this.#songs.get(id) ?? {}))
        addBytes(all, kind as keyof KindBytes, bytes)
    return what === 'songs' ? sumOf(all) : (all[what] ?? 0)
  }

  async clean(what: Cleanup, trackIds: readonly string[]): Promise<TrashItem | null> {
    const { moveToTrash } = await trashing()
    const item = await moveToTrash(this.#doors, what, trackIds, this.#stamp())
    await this.refresh()
    return item
  }

  async undo(id: string): Promise<boolean> {
    const { takeBack } = await trashing()
    const back = await takeBack(this.#doors.rows, id, this.#stamp())
    await this.refresh()
    return back
  }

  async emptyTrash(): Promise<void> {
    const { emptyTrash } = await trashing()
    await this.#doors.free(await emptyTrash(this.#doors.rows))
    await this.refresh()
  }

  stop(): void {
    this.#stopWatch()
    this.#stopTimer?.()
  }

  #stamp(): { now: number; newId(): string } {
    return { now: this.#doors.clock.now(), newId: () => this.#doors.newId() }
  }

  #changed(now: string): void {
    if (now === this.#seen) return
    const wait = this.#seen === '' ? 0 : CALM_MS
    this.#seen = now
    this.#stopTimer ??= this.#doors.clock.after(wait, () => {
      this.#stopTimer = null
      // A count that fails is made again with the next change.
      this.refresh().catch(() => undefined)
    })
  }
}
