import type { Clock } from '#lib/core/domain/clock.ts'
import { separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { StorageRoom } from '#lib/platform/device/storage-room.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { StorageView } from './app.ts'

export interface StorageDoors {
  rows: RowStore
  blobs: BlobStore
  room: StorageRoom
  clock: Clock
}

/** Rows change many times while a song is taken apart; the bytes are counted this long after. */
const CALM_MS = 2_000

/** What is stored, and whether it will be kept. */
export class Storage implements StorageView {
  readonly #doors: StorageDoors
  readonly #stopWatch: () => void
  #stopTimer: (() => void) | null = null
  #seen = ''
  #estimate = $state.raw<{ usage: number; quota: number } | null>(null)
  #persisted = $state.raw<boolean | null>(null)
  #byTrack = $state.raw<ReadonlyMap<string, number>>(new Map())

  constructor(doors: StorageDoors) {
    this.#doors = doors
    this.#stopWatch = doors.rows.watch(
      async ({ tracks, separations, models }) =>
        JSON.stringify([
          (await tracks.all()).map((track) => [track.id, track.state]),
          (await separations.all()).map((row) => [row.id, row.finished.length]),
          (await models.all()).map((row) => row.bytes),
        ]),
      (now) => this.#changed(now),
    )
  }

  get estimate(): StorageView['estimate'] {
    return this.#estimate
  }

  get persisted(): boolean | null {
    return this.#persisted
  }

  get byTrack(): ReadonlyMap<string, number> {
    return this.#byTrack
  }

  async refresh(): Promise<void> {
    const { rows, blobs, room } = this.#doors
    this.#estimate = await room.estimate()
    this.#persisted = await room.persisted()
    const parts = await rows.read(['tracks', 'separations'], async ({ tracks, separations }) => [
      ...(await tracks.all()).map((track) => ({ id: track.id, prefix: trackPrefix(track.id) })),
      ...(await separations.all()).map((row) => ({ id: row.trackId, prefix: separationPrefix(row.id) })),
    ])
    const sums = new Map<string, number>()
    for (const { id, prefix } of parts) {
      const { bytes } = await blobs.use(prefix)
      sums.set(id, (sums.get(id) ?? 0) + bytes)
    }
    this.#byTrack = sums
  }

  async persist(): Promise<boolean> {
    const kept = await this.#doors.room.persist()
    this.#persisted = await this.#doors.room.persisted()
    return kept
  }

  stop(): void {
    this.#stopWatch()
    this.#stopTimer?.()
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
