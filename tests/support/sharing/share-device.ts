import { createHash } from 'node:crypto'
import type { Job, JobWish } from '#lib/core/domain/job.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import { receiptManifestKey } from '#lib/core/domain/keys.ts'
import { keyText, readKey } from '#lib/core/sharing/link-key.ts'
import type { Receipt, Share } from '#lib/core/sharing/share.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import type { SharePacker } from '#lib/platform/engines/engines.ts'
import type { MeetingPlace } from '#lib/platform/rtc/peer-link.ts'
import { deriveSecrets } from '#lib/platform/rtc/secrets.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { LookAtShare } from '#lib/work/sharing/look-at-share.ts'
import { insertReceipt, RECEIPT_TABLES } from '#lib/work/sharing/receipt-rows.ts'
import { ShareHost } from '#lib/work/sharing/share-host.ts'
import { TurnedMeeting } from '#lib/work/sharing/turned-meeting.ts'
import { receiveShareTask, type Taker } from '#lib/work/tasks/receive-share.ts'
import { sendShareTask } from '#lib/work/tasks/send-share.ts'
import type { TaskContext } from '#lib/work/registry.ts'
import type { ModelCard } from '#models/card.ts'
import { openPack, packPiece, weigh } from '#workers/audio/share.ts'
import { MemorySite } from '../memory-tabs.ts'
import { taskContext } from '../task-context.ts'
import type { VirtualClock } from '../virtual-clock.ts'

const KEY = keyText(new Uint8Array(16).fill(9))
const sha256 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** A share of everything that may be left out, as it is before it is packed. */
export function shareOf(more: Partial<Share> = {}): Share {
  return {
    ...{ id: 'share', key: KEY, title: 'Title', trackId: 't', separationId: null, modelId: null },
    ...{ stems: [], original: true, analysis: true, mix: true, from: 'Ada' },
    ...{ expiresAt: null, mostUses: null, state: 'packing', fault: null, manifest: null },
    ...{ bytes: 0, sentBytes: 0, takers: [], createdAt: 1 },
    ...more,
  }
}

/** A device that shares or receives, with its stores in memory; several meet in one place. */
export class ShareDevice {
  readonly rows = new MemoryRows()
  readonly blobs = new MemoryBlobs()
  readonly ticks: Parameters<TaskContext['tick']>[0][] = []
  readonly #place: MeetingPlace
  readonly #clock: VirtualClock
  readonly #cards: readonly ModelCard[]
  #ids = 0

  constructor(place: MeetingPlace, clock: VirtualClock, cards: readonly ModelCard[] = []) {
    this.#place = place
    this.#clock = clock
    this.#cards = cards
  }

  /** Packs the share and gives it away until the answered function is called. */
  async giveAway(share: Share): Promise<() => void> {
    await this.rows.write(['shares'], ({ shares }) => shares.put(share))
    const packed = await this.#run({ kind: 'send', shareId: share.id, trackId: share.trackId })
    if (!packed.ok) throw new Error(packed.fault.code)
    return this.host()
  }

  /** As after a start of the app: gives away whatever rows say. */
  host(): () => void {
    const locks = new MemorySite().open()
    const host = new ShareHost({ ...this.#doors(), locks: locks.locks, log: () => undefined })
    host.start()
    return () => host.stop()
  }

  /** Looks what the link stands for. */
  async look(key = KEY): Promise<{ look: LookAtShare; leave(): void; handOver(): void }> {
    const secrets = await deriveSecrets(readKey(key) ?? new Uint8Array())
    const now = () => this.#clock.now()
    const look = new LookAtShare({ taker: this.#taker, sha256, now, changed: () => undefined })
    const meeting = new TurnedMeeting(look)
    const leave = this.#place.join(secrets, meeting)
    const handOver = () => {
      this.#handedOver = (taker) => {
        meeting.turnTo(taker)
        for (const talk of look.release()) taker.adopt(talk)
        return leave
      }
    }
    return { look, leave, handOver }
  }

  /** What was met while looking, for the task. */
  #handedOver: ((taker: Taker) => () => void) | null = null

  /** Takes what was found under the link, as a person does; `run` fetches it. */
  async take({ found }: LookAtShare, key = KEY): Promise<Receipt> {
    if (!found) throw new Error('nothing was found')
    const { manifest, bytes, offer } = found
    const { room } = await deriveSecrets(readKey(key) ?? new Uint8Array())
    await this.blobs.put([{ key: receiptManifestKey(room), bytes }])
    return this.rows.write(RECEIPT_TABLES, (tables) =>
      insertReceipt(tables, {
        ...{ room, key, manifest, taker: this.#taker, limited: offer.limited },
        ...{ facts: offer, bytes: new ChunkMap(manifest).bytes, now: this.#clock.now() },
        newId: () => this.#newId(),
      }),
    )
  }

  fetch({ id: receiptId, trackId }: Receipt) {
    return this.#run({ kind: 'receive', receiptId, trackId })
  }

  async #run(wish: Extract<JobWish, { kind: 'send' | 'receive' }>) {
    const job: Job = newJob(this.#newId(), wish, this.#clock.now())
    const context = taskContext(this.rows, job, { tick: (progress) => this.ticks.push(progress) })
    const doors = { ...this.#doors(), packer: this.#packer, sha256 }
    const task =
      wish.kind === 'send'
        ? sendShareTask({ ...doors, now: () => this.#clock.now() })
        : receiveShareTask({
            ...doors,
            nearOf: () => null,
            tell: () => undefined,
            takesFrom: (_, taker) => {
              const leave = this.#handedOver?.(taker) ?? null
              this.#handedOver = null
              return { leave, stop: () => undefined }
            },
          })
    const outcome = await task.run(context)
    if (outcome.ok) await this.rows.write(ALL_TABLES, outcome.value)
    return outcome
  }

  readonly #taker = crypto.randomUUID()
  #newId = () => `device-id-${++this.#ids}`

  #doors() {
    return {
      ...{ rows: this.rows, blobs: this.blobs, place: this.#place },
      clock: { now: () => this.#clock.now(), after: this.#clock.after.bind(this.#clock) },
      ...{ secrets: deriveSecrets, newId: () => this.#newId(), changed: () => undefined },
      cardOf: (id: string) => this.#cards.find((card) => card.id === id) ?? null,
    }
  }

  readonly #packer: SharePacker = {
    pack: (from, to) => outcomeOf(() => packPiece(this.blobs, from, to)),
    weigh: (key) => outcomeOf(() => weigh(this.blobs, key)),
    open: (chunks, frames, to, peaks) => outcomeOf(() => openPack(this.blobs, chunks, frames, to, peaks)),
  }
}
