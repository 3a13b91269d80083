import type { Album } from '#lib/core/domain/album.ts'
import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { failed, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { AddWish } from '#lib/core/intake/wish.ts'
import { LONGEST_LIST_BYTES, readText } from '#lib/platform/files/read-text.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Lists } from './app.ts'
import { inPieces } from './in-pieces.ts'

export interface ListDoors {
  rows: RowStore
  clock: Clock
  log: Log
  newId(): string
  /** The songs of the library, as the screen has them. */
  tracks(): readonly Track[]
}

const MB = 1024 * 1024
const byTitle = (a: Album, b: Album) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1)

/** Lists and links on their way in. */
export class ListRoom implements Lists {
  readonly #doors: ListDoors
  readonly #stopWatch: () => void
  #albums = $state.raw<readonly Album[]>([])

  constructor(doors: ListDoors) {
    this.#doors = doors
    this.#stopWatch = doors.rows.watch(
      ({ albums }) => albums.all(),
      (all) => (this.#albums = all.toSorted(byTitle)),
    )
  }

  get albums(): readonly Album[] {
    return this.#albums
  }

  async plan(text: string, fileName = ''): ReturnType<Lists['plan']> {
    const { clock } = this.#doors
    const [{ readList }, { planning }] = await appPart(() =>
      Promise.all([import('#lib/core/lists/read-list.ts'), import('#lib/core/intake/plan.ts')]),
    )
    const reading = await inPieces(readList(text, fileName), clock)
    const plan = await inPieces(
      planning(reading, { tracks: this.#doors.tracks(), albums: this.#albums }),
      clock,
    )
    return { reading, plan }
  }

  async read(file: File): Promise<Outcome<string>> {
    if (file.size > LONGEST_LIST_BYTES) {
      const values = { need: Math.ceil(file.size / MB), free: Math.floor(LONGEST_LIST_BYTES / MB) }
      return failed(fault('list-too-large', { values }))
    }
    return outcomeOf(() => readText(file), 'file-unreadable')
  }

  add(wish: AddWish): ReturnType<Lists['add']> {
    const { rows, clock, newId, log } = this.#doors
    return outcomeOf(async () => {
      const [{ addWish }, { takeBack }] = await appPart(() =>
        Promise.all([import('#lib/work/intake/insert-wish.ts'), import('#lib/work/intake/take-back.ts')]),
      )
      const added = await addWish(rows, wish, { now: clock.now(), newId })
      log('info', 'intake', 'list added', { tracks: added.trackIds.length, jobs: added.jobIds.length })
      const undo = () => takeBack(rows, added)
      return { ...added, undo }
    }, 'storage-failed')
  }

  stop(): void {
    this.#stopWatch()
  }
}
