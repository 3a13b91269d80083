import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { End } from '#lib/core/sharing/frames.ts'
import { readManifest, type Manifest } from '#lib/core/sharing/manifest.ts'
import type { MeetingEvents, MeetingState, PeerLink } from '#lib/platform/rtc/peer-link.ts'
import { PeerTalk, type Heard } from './peer-talk.ts'
import { PullManifest, type Offer } from './pull-manifest.ts'

/** What is offered under a link, before anything of it is taken. */
export interface Found {
  manifest: Manifest
  bytes: Uint8Array<ArrayBuffer>
  offer: Offer
}

export interface LookDoors {
  /** The number this device goes by. */
  taker: string
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  now(): number
  changed(): void
}

const FAULT_OF: Partial<Record<End, Fault>> = {
  stopped: fault('share-stopped'),
  expired: fault('share-expired'),
  'used-up': fault('share-used-up'),
  'too-old': fault('share-newer'),
}

/** Looks what a link stands for. Looking takes nothing and counts for nothing. */
export class LookAtShare implements MeetingEvents {
  readonly #doors: LookDoors
  readonly #talks = new Set<PeerTalk>()
  meeting: MeetingState = 'connecting'
  isBlocked = false
  found: Found | null = null
  fault: Fault | null = null

  constructor(doors: LookDoors) {
    this.#doors = doors
  }

  /** Somebody who has it is there. */
  get isThere(): boolean {
    return this.#talks.size > 0
  }

  link(link: PeerLink): PeerTalk {
    let pull: PullManifest | null = null
    const talk: PeerTalk = new PeerTalk(
      link,
      { id: this.#doors.taker, name: '', owner: false },
      {
        met: () => this.#doors.changed(),
        heard: (frame) => {
          if (frame.type === 'offer' && talk.hello?.owner && !pull) {
            pull = new PullManifest(talk, frame, this.#doors.sha256)
            void pull.bytes.then((bytes) => this.#came(frame, bytes))
          } else if (frame.type === 'end') this.#ended(talk, frame)
          else void pull?.hear(frame)
        },
        gone: (why) => {
          pull?.stop()
          this.#talks.delete(talk)
          if (why === 'newer') this.fault = fault('share-newer')
          this.#doors.changed()
        },
      },
      this.#doors.now,
    )
    this.#talks.add(talk)
    talk.begin()
    return talk
  }

  state(state: MeetingState): void {
    if (this.meeting === state) return
    this.meeting = state
    this.#doors.changed()
  }

  blocked(): void {
    this.isBlocked = this.#talks.size === 0
    this.#doors.changed()
  }

  stop(): void {
    for (const talk of this.#talks) talk.link.close()
  }

  /** Lets go of whom it has met: somebody else goes on with them. */
  release(): PeerTalk[] {
    const talks = [...this.#talks]
    this.#talks.clear()
    return talks
  }

  #came(offer: Offer, bytes: Uint8Array<ArrayBuffer> | null): void {
    if (this.found || !bytes) return
    const manifest = readManifest(bytes)
    if (typeof manifest === 'string') this.fault = fault(manifest === 'newer' ? 'share-newer' : 'share-unfit')
    else {
      this.found = { manifest, bytes, offer }
      this.fault = null
    }
    this.isBlocked = false
    this.#doors.changed()
  }

  #ended(talk: PeerTalk, frame: Extract<Heard, { type: 'end' }>): void {
    const why = FAULT_OF[frame.why]
    if (why && talk.hello?.owner) this.fault = why
    talk.link.close()
    this.#doors.changed()
  }
}
