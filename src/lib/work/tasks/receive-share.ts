import type { Clock } from '#lib/core/domain/clock.ts'
import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { receiptChunksPrefix, receiptManifestKey } from '#lib/core/domain/keys.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import { HaveMap } from '#lib/core/sharing/have-map.ts'
import { CHUNK_BYTES } from '#lib/core/sharing/limits.ts'
import { readKey } from '#lib/core/sharing/link-key.ts'
import { readManifest, type Manifest } from '#lib/core/sharing/manifest.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { SharePacker } from '#lib/platform/engines/engines.ts'
import type { MeetingPlace, MeetingState } from '#lib/platform/rtc/peer-link.ts'
import type { ShareSecrets } from '#lib/platform/rtc/secrets.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { ModelCard } from '#models/card.ts'
import type { Task, TaskContext } from '../registry.ts'
import { ChunkWriter } from '../sharing/chunk-writer.ts'
import { finishReceipt } from '../sharing/finish-receipt.ts'
import { OpenedUnits } from '../sharing/opened-units.ts'
import { PullChunks } from '../sharing/pull-chunks.ts'
import { TransferClock } from './transfer-clock.ts'

/** What a running receipt tells beside its progress. */
export interface ReceiptNews {
  receiptId: string
  meeting: MeetingState
  blocked: boolean
  /** People it comes from. */
  sources: number
}

export interface ReceiveDoors {
  rows: RowStore
  blobs: BlobStore
  packer: SharePacker
  place: MeetingPlace
  clock: Clock
  secrets(key: Uint8Array<ArrayBuffer>): Promise<ShareSecrets>
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  cardOf(id: string): ModelCard | null
  /** Where somebody listens to this song. */
  nearOf(trackId: string): number | null
  newId(): string
  tell(news: ReceiptNews): void
  /** Gets to know who goes on with people that were met while the link was looked at, or are met by hand since. */
  takesFrom(receiptId: string, taker: Taker): Taken
}

/** Who goes on with people that somebody else has met. */
export type Taker = Pick<PullChunks, 'adopt' | 'link' | 'state' | 'blocked'>

export interface Taken {
  /** Leaves the meeting in which the link was looked at; null where there is none to go on with. */
  leave: (() => void) | null
  stop(): void
}

const BEAT_MS = 1000

/**
 * Fetches a share from whoever has it, playhead first. Chunks are on disk before they count, and stems are opened as soon as a
 * piece is whole, so a stop at any point loses what is on the way and nothing else. While the sender is away it waits.
 */
export function receiveShareTask(doors: ReceiveDoors): Task {
  return {
    kind: 'receive',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'receive') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      const receipt = await doors.rows.read(['receipts'], ({ receipts }) => receipts.get(wish.receiptId))
      const bytes = await doors.blobs.get(receiptManifestKey(wish.receiptId))
      const manifest = bytes && readManifest(bytes)
      if (!receipt || !bytes || !manifest || typeof manifest === 'string') return failed(fault('share-gone'))
      return new Receiving(doors, context, receipt, manifest, bytes).toEnd()
    },
  }
}

class Receiving {
  readonly #doors: ReceiveDoors
  readonly #context: TaskContext
  readonly #receipt: Receipt
  readonly #manifest: Manifest
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #map: ChunkMap
  readonly #units: OpenedUnits
  readonly #transfer: TransferClock
  /** Units whose chunks are all here, in the order they became so. */
  readonly #ready: number[] = []
  #opening: Promise<void> | null = null
  #pull: PullChunks | null = null
  #shown = ''
  #bytesHere = 0

  constructor(
    doors: ReceiveDoors,
    context: TaskContext,
    receipt: Receipt,
    manifest: Manifest,
    bytes: Uint8Array<ArrayBuffer>,
  ) {
    this.#doors = doors
    this.#context = context
    this.#receipt = receipt
    this.#manifest = manifest
    this.#bytes = bytes
    this.#map = new ChunkMap(manifest)
    this.#units = new OpenedUnits(doors, receipt, manifest, this.#map)
    this.#transfer = new TransferClock(() => doors.clock.now())
  }

  async toEnd(): Promise<Outcome<(tables: Tables) => Promise<void>>> {
    const why = await this.#fetch()
    if (why) {
      // What was announced and is no share is not kept; everything else is gone on with.
      if (why.code === 'share-unfit') await this.#doors.blobs.removeAll(receiptChunksPrefix(this.#receipt.id))
      return failed(why)
    }
    return finishReceipt(this.#doors, this.#receipt, this.#manifest, this.#units)
  }

  async #fetch(): Promise<Fault | null> {
    const { signal } = this.#context
    const key = readKey(this.#receipt.key)
    if (!key) return fault('share-key')
    const have = await this.#have()
    const secrets = await this.#doors.secrets(key)
    await this.#showPlayable()
    if (signal.aborted) return fault('cancelled')
    const writer = new ChunkWriter(this.#doors.blobs, this.#receipt.id)
    const pull = new PullChunks({
      map: this.#map,
      have,
      self: { id: this.#receipt.taker, name: '', owner: false },
      manifest: this.#receipt.manifest ?? { bytes: 0, sha256: '' },
      limited: this.#receipt.limited,
      sha256: this.#doors.sha256,
      keep: async (chunk, bytes) => {
        await writer.keep(chunk, bytes)
        this.#bytesHere += bytes.length
        this.#context.weigh({ in: bytes.length, out: bytes.length })
      },
      read: (of, chunk) => this.#read(of, chunk),
      now: this.#doors.clock.now,
      changed: () => this.#changed(),
    })
    this.#pull = pull
    this.#aim()
    this.#noteUnits(pull)
    const taken = this.#doors.takesFrom(this.#receipt.id, pull)
    const leave = taken.leave ?? (pull.plan.isDone ? () => undefined : this.#doors.place.join(secrets, pull))
    const stopBeat = this.#beat()
    const stop = () => pull.stop()
    signal.addEventListener('abort', stop)
    try {
      const why = await pull.ended
      while (this.#opening) await this.#opening
      return why ?? this.#trouble
    } finally {
      signal.removeEventListener('abort', stop)
      stopBeat()
      taken.stop()
      leave()
      pull.stop()
    }
  }

  #trouble: Fault | null = null

  async #have(): Promise<HaveMap> {
    const have = new HaveMap(this.#map.chunks.length)
    await this.#units.look(have)
    const prefix = receiptChunksPrefix(this.#receipt.id)
    for (const key of await this.#doors.blobs.keys(prefix)) have.add(Number(key.slice(prefix.length)))
    this.#bytesHere = this.#map.chunks.reduce((sum, chunk, i) => sum + (have.has(i) ? chunk.bytes : 0), 0)
    return have
  }

  async #read(of: 'manifest' | 'share', chunk: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const start = chunk * CHUNK_BYTES
    if (of === 'manifest')
      return start < this.#bytes.length ? this.#bytes.slice(start, start + CHUNK_BYTES) : null
    const place = this.#map.chunks[chunk]
    const key = place && this.#units.chunkKeys(place.unit)[place.index]
    return key === undefined ? null : this.#doors.blobs.get(key)
  }

  #changed(): void {
    const pull = this.#pull
    if (!pull) return
    this.#noteUnits(pull)
    this.#tick(pull)
    const { meeting, isBlocked: blocked, sources } = pull
    const news = { receiptId: this.#receipt.id, meeting, blocked, sources }
    const shown = JSON.stringify(news)
    if (shown !== this.#shown) this.#doors.tell(news)
    this.#shown = shown
  }

  readonly #noted = new Set<number>()
  /** Whole, and of no use before everything is here: until then the disk is left to what comes. */
  readonly #later: number[] = []

  #noteUnits({ plan }: PullChunks): void {
    for (const [place, unit] of this.#manifest.units.entries()) {
      if (this.#noted.has(place) || !plan.have.hasAll(...this.#map.rangeOf(place))) continue
      this.#noted.add(place)
      const isUsedNow = unit.role === 'stem' || unit.role === 'cover' || unit.role === 'analysis'
      ;(isUsedNow ? this.#ready : this.#later).push(place)
    }
    if (plan.isDone) this.#ready.push(...this.#later.splice(0))
    if (this.#ready.length > 0) this.#opening ??= this.#openAll()
  }

  async #openAll(): Promise<void> {
    await Promise.resolve()
    try {
      for (let place = this.#ready.shift(); place !== undefined; place = this.#ready.shift()) {
        const opened = await this.#units.open(place)
        if (!opened.ok) {
          this.#ready.length = 0
          this.#trouble = opened.fault
          this.#pull?.stop(opened.fault)
          return
        }
        await this.#showPlayable().catch(() => this.#pull?.stop(fault('interrupted')))
      }
    } finally {
      this.#opening = null
    }
  }

  #lastPlayable = -1

  /** Tells the rows which segments can be played by now, and how much is here. */
  async #showPlayable(): Promise<void> {
    const playable = this.#units.playable()
    const { trackId, separationId, id } = this.#receipt
    const isNews = playable.length !== this.#lastPlayable
    this.#lastPlayable = playable.length
    if (!isNews || trackId === null || separationId === null) return
    const { song } = this.#manifest
    const haveBytes = this.#bytesHere
    await this.#context.commit(async ({ tracks, separations, receipts }) => {
      await separations.change(separationId, (row) => ({ ...row, finished: playable }))
      if (playable.length > 0)
        await tracks.change(trackId, (row) => ({ ...row, pcm: row.pcm ?? song?.pcm ?? null }))
      await receipts.change(id, (row) => ({ ...row, haveBytes }))
    })
  }

  #tick(pull: PullChunks): void {
    const total = this.#map.bytes
    const bytes = this.#bytesHere
    // Links end when all is here: that nobody is there any more is then no news.
    const receiving = pull.sources > 0 && !pull.plan.isDone
    this.#context.tick({
      phase: pull.plan.isDone ? 'finishing' : receiving ? 'receiving' : 'meeting',
      fraction: bytes / total,
      leftS: receiving ? this.#transfer.left(bytes, total) : null,
      bytes: { done: bytes, total },
    })
  }

  #frame = -1

  #aim(): void {
    const { trackId } = this.#receipt
    const frame = (trackId === null ? null : this.#doors.nearOf(trackId)) ?? 0
    if (frame === this.#frame) return
    this.#frame = frame
    const order = this.#units.orderFrom(frame)
    if (order.length > 0) this.#pull?.aim(order)
  }

  #beat(): () => void {
    let stop = (): void => undefined
    const beat = () => {
      this.#pull?.tick()
      this.#aim()
      this.#changed()
      stop = this.#doors.clock.after(BEAT_MS, beat)
    }
    stop = this.#doors.clock.after(BEAT_MS, beat)
    return () => stop()
  }
}
