import type { Fault } from '#lib/core/domain/fault.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { Manifest } from '#lib/core/sharing/manifest.ts'
import type { Receipt, Share, ShareTerms } from '#lib/core/sharing/share.ts'
import type { MeetingState } from '#lib/platform/rtc/peer-link.ts'
import type { Taker } from '#lib/work/sharing/share-room.ts'
import type { ReceiptNews } from '#lib/work/tasks/receive-share.ts'

/** Of a share what no row says: how its room is just now. */
export interface ShareNow {
  takers: readonly Taker[]
  meeting: MeetingState
}

/** Shares of one's own, and what came of others'. */
export interface Sharing {
  /** The newest first. */
  readonly shares: readonly Share[]
  readonly receipts: readonly Receipt[]
  readonly now: ReadonlyMap<string, ShareNow>
  readonly arriving: ReadonlyMap<string, ReceiptNews>
  /** Begins a share; answers its id. Its link holds at once, and serves once it is got ready. */
  share(what: { trackId: string } | { modelId: string }, terms: ShareTerms): Promise<Outcome<string>>
  /** No more of it leaves this device. */
  stopSharing(shareId: string): Promise<void>
  /** Takes it off the list, stopped or not. */
  forget(shareId: string): Promise<void>
  linkOf(share: Share): string
  /** What both sides see. */
  codeOf(key: string): Promise<string>
  /** Name that was given last. */
  readonly name: string
  /** What a link stands for; the view follows it until it is closed. */
  look(fragment: string): Promise<Incoming>
  /** Answers a receiver's call that came by hand, in place of a relay; what is answered goes back the same way. */
  answerByHand(shareId: string, call: string): Promise<Outcome<string>>
}

/** `key`: the link is not whole. `waiting`: whoever has it is not there. `found`: it can be taken. `taken`: it comes, or has come. */
export type IncomingStage = 'key' | 'waiting' | 'found' | 'refused' | 'taken'

/** A link that was opened. */
export interface Incoming {
  readonly stage: IncomingStage
  readonly fault: Fault | null
  readonly manifest: Manifest | null
  /** Bytes that come. */
  readonly bytes: number
  readonly code: string
  readonly meeting: MeetingState
  /** Somebody is there, and no way leads to them. */
  readonly blocked: boolean
  readonly until: number | null
  readonly receipt: Receipt | null
  /** Begins to receive it. */
  take(): Promise<Outcome<Receipt>>
  /** This side's call, to be carried to the sender by hand where no relay answers. */
  callByHand(): Promise<Outcome<string>>
  /** Takes the sender's answer to it. */
  hearByHand(answer: string): Promise<Outcome<void>>
  close(): void
}
