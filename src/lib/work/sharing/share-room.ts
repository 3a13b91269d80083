import type { Clock } from '#lib/core/domain/clock.ts'
import { shareManifestKey } from '#lib/core/domain/keys.ts'
import type { Log } from '#lib/core/domain/log.ts'
import { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import { CHUNK_BYTES } from '#lib/core/sharing/limits.ts'
import { readKey } from '#lib/core/sharing/link-key.ts'
import { readManifest } from '#lib/core/sharing/manifest.ts'
import { mayTake, type Share } from '#lib/core/sharing/share.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { MeetingEvents, MeetingPlace, MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'
import type { ShareSecrets } from '#lib/platform/rtc/secrets.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { PeerTalk, type Heard, type Hello } from './peer-talk.ts'
import { ServeChunks, type ReadChunk } from './serve-chunks.ts'
import { sentKey } from './unit-keys.ts'
import { UnitReader } from './unit-reader.ts'

export interface RoomDoors {
  rows: RowStore
  blobs: Pick<BlobStore, 'get' | 'blob'>
  clock: Clock
  log: Log
  place: MeetingPlace
  secrets(key: Uint8Array<ArrayBuffer>): Promise<ShareSecrets>
  newId(): string
  changed(): void
}

/** Who is taking a share just now. */
export interface Taker {
  name: string
  bytes: number
}

const FLUSH_MS = 2000

interface Guest {
  talk: PeerTalk
  serve: ServeChunks
  admitted: Promise<boolean> | null
  bytes: number
}

/** The room of one share. */
export class ShareRoom implements MeetingEvents {
  readonly #doors: RoomDoors
  readonly #guests = new Set<Guest>()
  readonly #self: { id: string; name: string; owner: true }
  #share: Share
  #shelf: Promise<ReadChunk | null> | null = null
  #leave: (() => void) | null = null
  #stopped = false
  #unflushed = 0
  readonly #stopTimer: () => void
  meeting: MeetingState = 'connecting'

  constructor(doors: RoomDoors, share: Share) {
    this.#doors = doors
    this.#share = share
    this.#self = { id: doors.newId(), name: share.from, owner: true }
    this.#stopTimer = every(doors.clock, FLUSH_MS, () => this.#beat())
    void this.#enter()
  }

  get takers(): Taker[] {
    return [...this.#guests]
      .filter((guest) => guest.admitted)
      .map(({ talk, bytes }) => ({ name: talk.hello?.name ?? '', bytes }))
  }

  /** The row has changed: what a person has stopped ends at once. */
  see(share: Share): void {
    this.#share = share
    this.#checkAll()
  }

  stop(): void {
    this.#stopped = true
    this.#stopTimer()
    void this.#flush()
    for (const guest of this.#guests)
      void guest.talk.end(this.#share.state === 'open' ? 'leaving' : 'stopped')
    this.#leave?.()
  }

  link(link: PeerLink): void {
    const talk = new PeerTalk(
      link,
      this.#self,
      {
        met: (hello) => this.#met(guest, hello),
        heard: (frame) => void this.#heard(guest, frame),
        gone: () => {
          guest.serve.stop()
          this.#guests.delete(guest)
          this.#doors.changed()
        },
      },
      this.#doors.clock.now,
    )
    const serve = new ServeChunks(
      talk,
      (of, chunk) => this.#read(of, chunk),
      (bytes) => {
        guest.bytes += bytes
        this.#unflushed += bytes
      },
    )
    const guest: Guest = { talk, serve, admitted: null, bytes: 0 }
    this.#guests.add(guest)
    talk.begin()
  }

  state(state: MeetingState): void {
    if (this.meeting === state) return
    this.meeting = state
    this.#doors.changed()
  }

  blocked(): void {
    this.#doors.log('info', 'share', 'somebody could not be reached')
  }

  async #enter(): Promise<void> {
    const key = readKey(this.#share.key)
    if (!key) return
    const secrets = await this.#doors.secrets(key)
    if (!this.#stopped) this.#leave = this.#doors.place.join(secrets, this)
  }

  #met(guest: Guest, hello: Hello): void {
    if (hello.owner) return guest.talk.link.close()
    const may = mayTake(this.#share, hello.id, this.#doors.clock.now())
    if (may !== 'yes') return void guest.talk.end(may)
    const { manifest, mostUses, expiresAt } = this.#share
    if (!manifest) return
    void guest.talk.say({ type: 'offer', ...manifest, limited: mostUses !== null, until: expiresAt })
  }

  async #heard(guest: Guest, frame: Heard): Promise<void> {
    if (frame.type === 'end') return guest.talk.link.close()
    // Everything else is said among those who take.
    if (frame.type !== 'ask') return
    if (frame.of === 'share') {
      // Looking is free; the first chunk is what counts.
      guest.admitted ??= this.#admit(guest)
      if (!(await guest.admitted)) return
    }
    guest.serve.answer(frame)
  }

  /** Counts the taker in the very transaction that looks whether there is room for one more. */
  async #admit(guest: Guest): Promise<boolean> {
    const id = guest.talk.hello?.id ?? ''
    const may = await this.#doors.rows.write(['shares'], async ({ shares }) => {
      const share = await shares.get(this.#share.id)
      if (!share) return 'stopped' as const
      const answer = mayTake(share, id, this.#doors.clock.now())
      if (answer === 'yes' && !share.takers.includes(id))
        await shares.put({ ...share, takers: [...share.takers, id] })
      return answer
    })
    if (may !== 'yes') await guest.talk.end(may)
    this.#doors.changed()
    return may === 'yes'
  }

  async #read(of: 'manifest' | 'share', chunk: number): ReturnType<ReadChunk> {
    this.#shelf ??= openShelf(this.#doors.blobs, this.#share)
    const read = await this.#shelf
    return read ? read(of, chunk) : null
  }

  #checkAll(): void {
    for (const guest of this.#guests) {
      const id = guest.talk.hello?.id
      const may = id === undefined ? 'yes' : mayTake(this.#share, id, this.#doors.clock.now())
      if (may !== 'yes' && !(may === 'used-up' && !guest.admitted)) {
        guest.serve.stop()
        void guest.talk.end(may)
      }
    }
  }

  #beat(): void {
    this.#checkAll()
    void this.#flush()
  }

  async #flush(): Promise<void> {
    const bytes = this.#unflushed
    if (bytes === 0) return
    this.#unflushed = 0
    await this.#doors.rows
      .write(['shares'], ({ shares }) =>
        shares.change(this.#share.id, (row) => ({ ...row, sentBytes: row.sentBytes + bytes })),
      )
      // Only a number on screen: the next one carries on without it.
      .catch(() => null)
    this.#doors.changed()
  }
}

/** Reads chunks of a share by its manifest; null when there is none that reads. */
async function openShelf(blobs: RoomDoors['blobs'], share: Share): Promise<ReadChunk | null> {
  const bytes = await blobs.get(shareManifestKey(share.id))
  const manifest = bytes && readManifest(bytes)
  if (!bytes || !manifest || typeof manifest === 'string') return null
  const map = new ChunkMap(manifest)
  const reader = new UnitReader(blobs, (unit) => {
    const row = manifest.units[unit]
    return row ? sentKey(share.id, share.trackId ?? '', row, unit) : null
  })
  return async (of, chunk) => {
    const start = chunk * CHUNK_BYTES
    if (of === 'manifest') return start < bytes.length ? bytes.slice(start, start + CHUNK_BYTES) : null
    const place = map.chunks[chunk]
    const read = place && (await reader.read(place.unit, place.index * CHUNK_BYTES, place.bytes))
    return read ?? null
  }
}

function every(clock: Clock, ms: number, work: () => void): () => void {
  let stop = (): void => undefined
  const again = () => {
    work()
    stop = clock.after(ms, again)
  }
  stop = clock.after(ms, again)
  return () => stop()
}
