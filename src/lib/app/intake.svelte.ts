import { appPart } from '#lib/core/domain/app-part.ts'
import { fault, faultFrom } from '#lib/core/domain/fault.ts'
import { done, failed, outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { isSoundName } from '#lib/platform/files/sound-names.ts'
import { walkDrop } from '#lib/platform/files/walk-drop.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { Joined } from '#lib/work/intake/join-listed.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import type { Intake, Refusal, SongMatch } from './app.ts'
import type { IntakeDoors, Taken } from './take-file.ts'

/** Files copied at once: more only make the disk jump. */
const AT_ONCE = 2

interface Arrival {
  name: string
  fraction: number
}

export interface IntakeViewDoors extends IntakeDoors {
  locks: Pick<Locks, 'together'>
  /** Fetches the demo song, served beside the app. */
  fetchDemo(): Promise<File>
}

/** The way in for files. */
export class FileIntake implements Intake {
  readonly #doors: IntakeViewDoors
  #arriving = $state.raw<readonly Arrival[]>([])
  #free = AT_ONCE
  readonly #waiting: (() => void)[] = []
  #matches = $state.raw<readonly SongMatch[]>([])
  readonly #joins = new WeakMap<SongMatch, Joined>()

  constructor(doors: IntakeViewDoors) {
    this.#doors = doors
  }

  get arriving(): readonly Arrival[] {
    return this.#arriving
  }

  async files(files: readonly File[], wish: { separate?: boolean } = {}): ReturnType<Intake['files']> {
    // Of a picked folder come all its files; of a dropped one `drop` has left the others out already.
    const wanted = files.filter((file) => !file.webkitRelativePath || isSoundName(file.name))
    const taken = await Promise.all(
      wanted.map((file) =>
        this.#take(file, async (tick) => {
          const { takeFile } = await appPart(() => import('./take-file.ts'))
          return takeFile({ ...this.#doors, ...wish }, file, tick)
        }),
      ),
    )
    wanted.forEach((file, i) => taken[i] && this.#noteMatch(file.name, taken[i]))
    const ids = (...kinds: Taken['kind'][]) => [
      ...new Set(taken.flatMap((one) => ('trackId' in one && kinds.includes(one.kind) ? [one.trackId] : []))),
    ]
    const refused = taken.flatMap((one, i): Refusal[] =>
      one.kind === 'refused' ? [{ name: wanted[i]?.name ?? '', fault: one.fault }] : [],
    )
    const fresh = new Set(ids('new'))
    return { trackIds: ids('new', 'known'), known: ids('known').filter((id) => !fresh.has(id)), refused }
  }

  get matches(): readonly SongMatch[] {
    return this.#matches
  }

  settle(match: SongMatch, same: boolean): Promise<Outcome<void>> {
    const { rows } = this.#doors
    this.#matches = this.#matches.filter((one) => one !== match)
    const joined = this.#joins.get(match)
    return outcomeOf(async () => {
      const { joinByHand, splitAgain } = await appPart(() => import('#lib/work/intake/join-listed.ts'))
      if (joined && !same) await splitAgain(rows, joined)
      if (!joined && same) await joinByHand(rows, match.trackId, match.listed.id)
    })
  }

  /** Notes what a file became, or may be. */
  #noteMatch(fileName: string, taken: Taken): void {
    if (taken.kind === 'refused') return
    const { trackId, joined } = taken
    const listed = joined?.listed ?? taken.likely
    if (!listed) return
    const match = { trackId, fileName, listed, isJoined: joined !== undefined }
    if (joined) this.#joins.set(match, joined)
    this.#matches = [...this.#matches, match]
  }

  async attach(trackId: string, file: File): Promise<Outcome<string>> {
    const taken = await this.#take(file, async (tick) => {
      const { attachFile } = await appPart(() => import('./attach-file.ts'))
      return attachFile(this.#doors, trackId, file, tick)
    })
    return taken.kind === 'refused' ? failed(taken.fault) : done(taken.trackId)
  }

  async drop(transfer: DataTransfer): Promise<File[]> {
    return (await walkDrop(transfer)).files
  }

  async demo(): Promise<Outcome<string>> {
    let file: File
    try {
      file = await this.#doors.fetchDemo()
    } catch (error) {
      return failed(faultFrom(error, 'offline'))
    }
    const { trackIds, refused } = await this.files([file])
    return trackIds[0] ? done(trackIds[0]) : failed(refused[0]?.fault ?? fault('unknown'))
  }

  async #take(file: File, work: (tick: (fraction: number) => void) => Promise<Taken>): Promise<Taken> {
    let mine: Arrival = { name: file.name, fraction: 0 }
    const show = (next: Arrival | null) => {
      this.#arriving = this.#arriving.flatMap((one) => (one !== mine ? [one] : next ? [next] : []))
      mine = next ?? mine
    }
    this.#arriving = [...this.#arriving, mine]
    await this.#turn()
    try {
      const tick = (fraction: number) => show({ name: file.name, fraction })
      return await this.#doors.locks.together(UNOWNED_BYTES, () => work(tick))
    } catch (error) {
      return { kind: 'refused', fault: faultFrom(error, 'storage-failed') }
    } finally {
      show(null)
      this.#next()
    }
  }

  async #turn(): Promise<void> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #next(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free++
  }
}

/** Fetches the demo song from beside the app; throws when it cannot be had. */
export async function fetchDemo(): Promise<File> {
  const response = await fetch('/demo/glass-harbour.flac')
  if (!response.ok) throw new Error(`the demo song answered ${response.status}`)
  return new File([await response.blob()], 'glass-harbour.flac', { type: 'audio/flac' })
}
