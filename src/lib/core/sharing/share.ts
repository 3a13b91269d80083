import type { Fault } from '../domain/fault.ts'
import type { StemName } from '../domain/separation.ts'

/** What a person gives away, and to how many for how long. */
export interface ShareTerms {
  /** None: the song is shared without stems. */
  stems: StemName[]
  original: boolean
  analysis: boolean
  mix: boolean
  /** What the receiver is told of who it is from. */
  from: string
  /** Milliseconds since 1970; null is until it is stopped. */
  expiresAt: number | null
  /** People who may take it; null is any number. */
  mostUses: number | null
}

/** `packing`: made ready. `open`: whoever has the link may take it while this app is open. */
export type ShareState = 'packing' | 'open' | 'stopped' | 'failed'

/** A share of one's own. The key is the whole secret: who has it has the link. */
export interface Share extends ShareTerms {
  id: string
  /** As it stands in the link. */
  key: string
  title: string
  trackId: string | null
  separationId: string | null
  modelId: string | null
  state: ShareState
  fault: Fault | null
  /** Bytes and SHA-256 of the manifest, once it is made. */
  manifest: { bytes: number; sha256: string } | null
  /** Bytes that a receiver takes. */
  bytes: number
  sentBytes: number
  /** Who took it, by the number each receiver gave itself for it. */
  takers: string[]
  createdAt: number
}

/** `ended`: it will not go on; `fault` says why, or a person called it off. */
export type ReceiptState = 'receiving' | 'whole' | 'ended'

/** A share of another's: what came, and what it became here. */
export interface Receipt {
  /** The room where it is had: the same link is the same receipt. */
  id: string
  key: string
  /** The number this device goes by with the sender, so that going on is not taking it again. */
  taker: string
  state: ReceiptState
  fault: Fault | null
  from: string
  title: string
  trackId: string | null
  separationId: string | null
  modelId: string | null
  manifest: { bytes: number; sha256: string } | null
  bytes: number
  haveBytes: number
  /** Only the sender gives it away. */
  limited: boolean
  createdAt: number
  endedAt: number | null
}

/** Whether somebody new may take it. */
export function mayTake(
  share: Pick<Share, 'state' | 'expiresAt' | 'mostUses' | 'takers'>,
  taker: string,
  now: number,
) {
  if (share.state !== 'open') return 'stopped' as const
  if (share.expiresAt !== null && now >= share.expiresAt) return 'expired' as const
  if (share.takers.includes(taker)) return 'yes' as const
  if (share.mostUses !== null && share.takers.length >= share.mostUses) return 'used-up' as const
  return 'yes' as const
}
