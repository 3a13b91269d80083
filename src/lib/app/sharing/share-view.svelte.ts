import * as v from 'valibot'
import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Receipt, Share, ShareTerms } from '#lib/core/sharing/share.ts'
import type { Channel } from '#lib/platform/device/channel.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Control } from '#lib/work/queue/control.ts'
import type { ShareHost } from '#lib/work/sharing/share-host.ts'
import type { ReceiptNews } from '#lib/work/tasks/receive-share.ts'
import type { ModelCard } from '#models/card.ts'
import type { Incoming, ShareNow, Sharing } from './contract.ts'
import type { IncomingDoors } from './incoming.svelte.ts'
import type { Shared } from './share-acts.ts'

export interface SharingDoors extends IncomingDoors {
  rows: RowStore
  clock: Clock
  channel: Channel
  control: Pick<Control, 'cancel'>
  host: Pick<ShareHost, 'takers' | 'meeting'>
  cardOf(id: string): ModelCard | null
  /** Address of the receiver's page, without a key. */
  address(): string
  free(prefixes: readonly string[]): Promise<void>
  answer(shareId: string, call: string): Promise<Outcome<string>>
}

const meeting = v.picklist(['connecting', 'open', 'no-relay'])
const takers = v.array(v.object({ name: v.string(), bytes: v.number() }))
const sharesNow = v.object({
  type: v.literal('shares-now'),
  shares: v.array(v.object({ id: v.string(), takers, meeting })),
})
const receiptNow = v.object({
  type: v.literal('receipt-now'),
  news: v.object({ receiptId: v.string(), meeting, blocked: v.boolean(), sources: v.number() }),
})

/** Shares as the screen sees them, in whichever tab they are given away or received. */
export class SharesView implements Sharing {
  readonly #doors: SharingDoors
  readonly #stops: (() => void)[]
  #shares = $state.raw<readonly Share[]>([])
  #receipts = $state.raw<readonly Receipt[]>([])
  #now = $state.raw<ReadonlyMap<string, ShareNow>>(new Map())
  #arriving = $state.raw<ReadonlyMap<string, ReceiptNews>>(new Map())
  #told = ''

  constructor(doors: SharingDoors) {
    this.#doors = doors
    this.#stops = [
      doors.rows.watch(
        async ({ shares, receipts }) => ({ shares: await shares.all(), receipts: await receipts.all() }),
        ({ shares, receipts }) => {
          this.#shares = shares.toSorted((a, b) => b.createdAt - a.createdAt)
          this.#receipts = receipts.toSorted((a, b) => b.createdAt - a.createdAt)
        },
      ),
      doors.channel.listen((message) => this.#hear(message)),
    ]
  }

  get shares(): readonly Share[] {
    return this.#shares
  }

  get receipts(): readonly Receipt[] {
    return this.#receipts
  }

  get now(): ReadonlyMap<string, ShareNow> {
    return this.#now
  }

  get arriving(): ReadonlyMap<string, ReceiptNews> {
    return this.#arriving
  }

  get name(): string {
    return this.#shares[0]?.from ?? ''
  }

  answerByHand(shareId: string, call: string): Promise<Outcome<string>> {
    return this.#doors.answer(shareId, call)
  }

  share(what: Shared, terms: ShareTerms): Promise<Outcome<string>> {
    return outcomeOf(async () => {
      const { insertShare } = await appPart(() => import('./share-acts.ts'))
      return insertShare(this.#doors, what, terms)
    })
  }

  async stopSharing(shareId: string): Promise<void> {
    await this.#doors.rows.write(['shares'], ({ shares }) =>
      shares.change(shareId, (row) => ({ ...row, state: 'stopped' })),
    )
    await this.#endJobs(shareId)
  }

  async forget(shareId: string): Promise<void> {
    await this.#endJobs(shareId)
    await this.#doors.rows.write(['shares'], ({ shares }) => shares.remove(shareId))
    await this.#doors.free([`share/${shareId}/`])
  }

  linkOf(share: Share): string {
    return `${this.#doors.address()}#${share.key}`
  }

  async codeOf(key: string): Promise<string> {
    const { readKey } = await appPart(() => import('#lib/core/sharing/link-key.ts'))
    const bytes = readKey(key)
    return bytes ? (await this.#doors.secrets(bytes)).code : ''
  }

  async look(fragment: string): Promise<Incoming> {
    const { OpenedLink } = await appPart(() => import('./incoming.svelte.ts'))
    return new OpenedLink(this.#doors, fragment)
  }

  /** This tab gives shares away, or receives: what it knows of them goes to all tabs. */
  tellShares(): void {
    const shares = this.#shares.flatMap(({ id }) => {
      const taking = this.#doors.host.takers(id)
      const at = this.#doors.host.meeting(id)
      return taking && at ? [{ id, takers: taking, meeting: at }] : []
    })
    const told = JSON.stringify(shares)
    if (told === this.#told) return
    this.#told = told
    const message = { type: 'shares-now', shares }
    this.#hear(message)
    this.#doors.channel.post(message)
  }

  tellReceipt(news: ReceiptNews): void {
    const message = { type: 'receipt-now', news }
    this.#hear(message)
    this.#doors.channel.post(message)
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  #hear(message: unknown): void {
    if (v.is(sharesNow, message)) this.#now = new Map(message.shares.map(({ id, ...now }) => [id, now]))
    if (v.is(receiptNow, message))
      this.#arriving = new Map([...this.#arriving, [message.news.receiptId, message.news]])
  }

  async #endJobs(shareId: string): Promise<void> {
    const live = await this.#doors.rows.read(['jobs'], ({ jobs }) => jobs.by('dedupeKey', `send:${shareId}`))
    if (live.length > 0) await this.#doors.control.cancel({ jobs: live.map((job) => job.id) })
  }
}
