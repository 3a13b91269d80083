import type { Clock } from '#lib/core/domain/clock.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { receiptManifestKey } from '#lib/core/domain/keys.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import { keyText, readKey } from '#lib/core/sharing/link-key.ts'
import type { Manifest } from '#lib/core/sharing/manifest.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Call } from '#lib/platform/rtc/by-hand.ts'
import type { MeetingPlace, MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'
import type { ShareSecrets } from '#lib/platform/rtc/secrets.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { LookAtShare } from '#lib/work/sharing/look-at-share.ts'
import type { PeerTalk } from '#lib/work/sharing/peer-talk.ts'
import { TurnedMeeting } from '#lib/work/sharing/turned-meeting.ts'
import { insertReceipt, RECEIPT_TABLES } from '#lib/work/sharing/receipt-rows.ts'
import type { Incoming, IncomingStage } from './contract.ts'

export interface IncomingDoors {
  rows: RowStore
  blobs: BlobStore
  clock: Clock
  place: MeetingPlace
  secrets(key: Uint8Array<ArrayBuffer>): Promise<ShareSecrets>
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  newId(): string
  call(): Promise<Call>
  /** Gives whom it has met, and the meeting, to the task that takes it. */
  handOver(receiptId: string, met: Met): void
  /** The same, where the task has begun. */
  handOn(receiptId: string, link: PeerLink): void
}

/** People who were met while a link was looked at, and where: whoever goes on with them need not meet them again. */
export interface Met {
  talks: PeerTalk[]
  meeting: TurnedMeeting
  /** null once it is left: only those met by hand are still there. */
  leave: (() => void) | null
}

/** A link that was opened: first looked at, then, if a person says so, taken. */
export class OpenedLink implements Incoming {
  readonly #doors: IncomingDoors
  readonly #key: Uint8Array<ArrayBuffer> | null
  #stops: (() => void)[] = []
  #look: LookAtShare | null = null
  #room = ''
  #taker = ''
  #closed = false
  #turn = $state(0)
  #code = $state('')
  #receipt = $state.raw<Receipt | null>(null)

  constructor(doors: IncomingDoors, fragment: string) {
    this.#doors = doors
    this.#key = readKey(fragment)
    if (this.#key) void this.#begin(this.#key)
  }

  get stage(): IncomingStage {
    if (!this.#key) return 'key'
    const receipt = this.#receipt
    if (receipt && (receipt.state !== 'ended' || receipt.fault)) return 'taken'
    const look = this.#seen()
    // What ended while it was looked at is not to be had any more.
    if (look?.fault) return 'refused'
    return look?.found ? 'found' : 'waiting'
  }

  get fault(): Fault | null {
    return this.#receipt?.fault ?? this.#seen()?.fault ?? null
  }

  get manifest(): Manifest | null {
    return this.#seen()?.found?.manifest ?? null
  }

  get bytes(): number {
    const { manifest } = this
    return manifest ? new ChunkMap(manifest).bytes : (this.#receipt?.bytes ?? 0)
  }

  get code(): string {
    return this.#code
  }

  get meeting(): MeetingState {
    return this.#seen()?.meeting ?? 'connecting'
  }

  get blocked(): boolean {
    return this.#seen()?.isBlocked ?? false
  }

  get until(): number | null {
    return this.#seen()?.found?.offer.until ?? null
  }

  get receipt(): Receipt | null {
    return this.#receipt
  }

  #call: Call | null = null

  callByHand(): Promise<Outcome<string>> {
    return outcomeOf(async () => {
      this.#call?.close()
      this.#call = await this.#doors.call()
      return this.#call.text
    })
  }

  hearByHand(answer: string): Promise<Outcome<void>> {
    return outcomeOf(async () => {
      const link = await this.#call?.answered(answer)
      if (!link) throw new FaultError(fault('share-answer'))
      this.#call = null
      if (this.#receipt?.state === 'receiving') this.#doors.handOn(this.#room, link)
      else if (this.#look) this.#look.link(link)
      else link.close()
    })
  }

  take(): Promise<Outcome<Receipt>> {
    return outcomeOf(async () => {
      const found = this.#look?.found
      if (!found || !this.#key) throw new FaultError(fault('share-gone'))
      const { manifest, bytes, offer } = found
      const { rows, blobs, clock, newId } = this.#doors
      // Before its row: the task that the row brings reads it.
      await blobs.put([{ key: receiptManifestKey(this.#room), bytes }])
      const receipt = await rows.write(RECEIPT_TABLES, (tables) =>
        insertReceipt(tables, {
          ...{ room: this.#room, manifest, limited: offer.limited, taker: this.#taker, newId },
          key: keyText(this.#key ?? new Uint8Array()),
          facts: { bytes: offer.bytes, sha256: offer.sha256 },
          bytes: new ChunkMap(manifest).bytes,
          now: clock.now(),
        }),
      )
      // At once, not when the rows are read anew: whoever leaves this page now leaves the talk to the task.
      this.#receipt = receipt
      this.#handOver()
      return receipt
    })
  }

  close(): void {
    this.#closed = true
    this.#stopLooking()
    for (const stop of this.#stops.splice(0)) stop()
  }

  async #begin(key: Uint8Array<ArrayBuffer>): Promise<void> {
    const { rows, secrets, place, sha256, clock, newId } = this.#doors
    const derived = await secrets(key)
    const { room, code } = derived
    this.#room = room
    this.#code = code
    const receipt = await rows.read(['receipts'], ({ receipts }) => receipts.get(room))
    if (this.#closed) return
    this.#taker = receipt?.taker ?? newId()
    this.#stops.push(
      rows.watch(
        ({ receipts }) => receipts.get(room),
        (row) => (this.#receipt = row),
      ),
    )
    if (receipt && receipt.state !== 'ended') return
    const look = new LookAtShare({ taker: this.#taker, sha256, now: clock.now, changed: () => this.#turn++ })
    this.#look = look
    const meeting = new TurnedMeeting(look)
    this.#meeting = { meeting, leave: place.join(derived, meeting) }
  }

  #meeting: Pick<Met, 'meeting' | 'leave'> | null = null

  #handOver(): void {
    if (!this.#meeting || !this.#look) return
    this.#doors.handOver(this.#room, { ...this.#meeting, talks: this.#look.release() })
    this.#meeting = null
  }

  #stopLooking(): void {
    this.#call?.close()
    this.#look?.stop()
    this.#meeting?.leave?.()
    this.#meeting = null
  }

  #seen(): LookAtShare | null {
    // Read so that whoever reads follows: the look itself is no rune.
    return this.#turn >= 0 ? this.#look : null
  }
}
