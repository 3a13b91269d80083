import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { FrameRange, Separation } from '#lib/core/domain/separation.ts'
import type { Track, TrackText } from '#lib/core/domain/track.ts'
import type { Removed } from '#lib/core/domain/trash.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import type { Library } from './app.ts'
import { CoverUrls } from './cover-urls.ts'

export interface LibraryDoors {
  rows: RowStore
  blobs: BlobStore
  locks: Locks
  clock: Clock
  log: Log
  newId(): string
  free(prefixes: readonly string[]): Promise<void>
  /** Ends work that was there only for jobs that are gone. */
  endUnneeded(): Promise<void>
}

/** How long a removal can be undone; the screen offers it no longer than this. */
export const UNDO_MS = 10_000

const separating = () => appPart(() => import('#lib/work/queue/song-jobs.ts'))
const removing = () => appPart(() => import('#lib/work/removal.ts'))

/** How a removal ends; `later` leaves the bytes to the sweep of the next start. */
type Ending = 'undo' | 'free' | 'later'

/** The songs and their separations, followed from every tab. */
export class SongLibrary implements Library {
  readonly #doors: LibraryDoors
  readonly #covers: CoverUrls
  readonly #stopWatch: () => void
  readonly #pending = new Set<(end: Ending) => void>()
  #tracks = $state.raw<readonly Track[] | null>(null)
  #separations = $state.raw<ReadonlyMap<string, readonly Separation[]>>(new Map())

  constructor(doors: LibraryDoors) {
    this.#doors = doors
    this.#covers = new CoverUrls(doors.blobs)
    this.#stopWatch = doors.rows.watch(
      async ({ tracks, separations }) => ({
        tracks: await tracks.all(),
        separations: await separations.all(),
      }),
      (now) => {
        this.#tracks = now.tracks.toSorted((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1))
        this.#separations = byTrack(now.separations)
        this.#covers.keep(new Set(now.tracks.filter((track) => track.hasCover).map((track) => track.id)))
      },
    )
  }

  get tracks(): readonly Track[] | null {
    return this.#tracks
  }

  get separations(): ReadonlyMap<string, readonly Separation[]> {
    return this.#separations
  }

  async edit(trackId: string, text: Partial<TrackText>): Promise<void> {
    await this.#doors.rows.write(['tracks'], ({ tracks }) =>
      tracks.change(trackId, (track) => {
        const names = Object.keys(text) as (keyof TrackText)[]
        const changed = names.filter((name) => text[name] !== track[name])
        return { ...track, ...text, edited: [...new Set([...track.edited, ...changed])] }
      }),
    )
  }

  async remove(trackIds: readonly string[]): Promise<{ undo(): Promise<void> }> {
    const part = await removing()
    const taken = Promise.withResolvers<Removed>()
    const ending = Promise.withResolvers<Ending>()
    // While the songs have bytes but no rows, no other tab may sweep them away.
    const whole = this.#doors.locks.together(UNOWNED_BYTES, async () => {
      const removed = await part.takeOut(this.#doors.rows, trackIds, this.#stamp())
      taken.resolve(removed)
      await this.#endRemoval(removed, await ending.promise)
    })
    whole.catch((error: unknown) => taken.reject(error))
    await taken.promise
    const stopTimer = this.#doors.clock.after(UNDO_MS, () => ending.resolve('free'))
    const end = (how: Ending) => {
      stopTimer()
      ending.resolve(how)
    }
    this.#pending.add(end)
    const over = () => this.#pending.delete(end)
    whole.then(over, over)
    return {
      undo: async () => {
        end('undo')
        await whole
      },
    }
  }

  coverUrl(trackId: string): Promise<string | null> {
    const track = this.#tracks?.find((one) => one.id === trackId)
    return track?.hasCover ? this.#covers.of(trackId) : Promise.resolve(null)
  }

  separate(
    trackId: string,
    wish: { modelId?: string; region?: FrameRange | null } = {},
  ): Promise<Outcome<string>> {
    const { rows, clock, newId } = this.#doors
    return outcomeOf(async () => {
      const { canHaveModel, insertSeparation, SONG_TABLES } = await separating()
      return rows.write(SONG_TABLES, async (tables) => {
        const track = await tables.tracks.get(trackId)
        if (!track) throw new FaultError(fault('track-gone'))
        if (track.state === 'failed') throw new FaultError(track.fault ?? fault('dependency-failed'))
        if (track.state === 'listed') throw new FaultError(fault('no-audio'))
        const modelId = wish.modelId ?? (await readSettings(tables)).defaultModel
        if (!(await canHaveModel(tables, modelId))) throw new FaultError(fault('model-not-served'))
        const asked = { modelId, region: wish.region ?? null, now: clock.now(), newId, byHand: true }
        return (await insertSeparation(tables, track, asked)).id
      })
    })
  }

  stop(): void {
    this.#stopWatch()
    this.#covers.stop()
    for (const end of this.#pending) end('later')
  }

  #stamp(): { now: number; newId(): string } {
    return { now: this.#doors.clock.now(), newId: this.#doors.newId }
  }

  async #endRemoval(removed: Removed, how: Ending): Promise<void> {
    const { rows, free, log, endUnneeded } = this.#doors
    if (how === 'later') return
    const { prefixesOf, putBack } = await removing()
    const out = how === 'undo' ? await putBack(rows, removed, this.#stamp()) : removed
    await free(prefixesOf(out))
    await endUnneeded()
    log('info', 'library', how === 'undo' ? 'removal undone' : 'removed', { tracks: removed.tracks.length })
  }
}

function byTrack(all: readonly Separation[]): ReadonlyMap<string, readonly Separation[]> {
  return Map.groupBy(
    all.toSorted((a, b) => a.createdAt - b.createdAt),
    (row) => row.trackId,
  )
}
