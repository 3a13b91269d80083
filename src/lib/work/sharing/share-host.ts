import type { Share } from '#lib/core/sharing/share.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'
import type { RoomDoors, ShareRoom, Taker } from './share-room.ts'

export interface HostDoors extends RoomDoors {
  locks: Locks
}

/** One tab gives shares away, for all of them. */
const LOCK = 'sfa-share-host'
/** Shares whose rooms are kept; older ones say nothing any more. */
const MOST_ROOMS = 30

/** Gives a person's shares away while the app is open: in its own tab, until each is stopped, over or used up. */
export class ShareHost {
  readonly #doors: HostDoors
  readonly #rooms = new Map<string, ShareRoom>()
  #stops: (() => void)[] = []
  /** Fetched with the first share; who shares nothing needs none of it. */
  #Room: typeof ShareRoom | null = null
  #shares: readonly Share[] = []

  constructor(doors: HostDoors) {
    this.#doors = doors
  }

  start(): void {
    const stopLock = this.#doors.locks.hold(LOCK, async (lost) => {
      const over = Promise.withResolvers<undefined>()
      const stopWatch = this.#doors.rows.watch(
        ({ shares }) => shares.all(),
        (shares) => void this.#heed(shares),
      )
      const end = () => {
        stopWatch()
        for (const room of this.#rooms.values()) room.stop()
        this.#rooms.clear()
        over.resolve(undefined)
      }
      lost.addEventListener('abort', end)
      this.#stops.push(end)
      await over.promise
    })
    this.#stops.push(stopLock)
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop()
  }

  /** Of a share that this tab gives away; null where another does, or nobody. */
  takers(shareId: string): Taker[] | null {
    return this.#rooms.get(shareId)?.takers ?? null
  }

  meeting(shareId: string): MeetingState | null {
    return this.#rooms.get(shareId)?.meeting ?? null
  }

  /** For links that come by hand. */
  link(shareId: string, link: PeerLink): void {
    const room = this.#rooms.get(shareId)
    if (room) room.link(link)
    else link.close()
  }

  async #heed(shares: readonly Share[]): Promise<void> {
    this.#shares = shares
    // What cannot be fetched now is tried again when a share is made or ends.
    if (shares.length > 0 && !this.#Room)
      this.#Room = await import('./share-room.ts').then(
        (part) => part.ShareRoom,
        () => null,
      )
    if (this.#stops.length > 0 && this.#Room) this.#follow(this.#shares, this.#Room)
  }

  #follow(all: readonly Share[], Room: typeof ShareRoom): void {
    const kept = all
      .filter((share) => share.manifest !== null && share.state !== 'failed')
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .slice(0, MOST_ROOMS)
    const ids = new Set(kept.map((share) => share.id))
    for (const [id, room] of this.#rooms) {
      if (ids.has(id)) continue
      room.stop()
      this.#rooms.delete(id)
    }
    for (const share of kept) {
      const room = this.#rooms.get(share.id)
      if (room) room.see(share)
      else this.#rooms.set(share.id, new Room(this.#doors, share))
    }
  }
}
