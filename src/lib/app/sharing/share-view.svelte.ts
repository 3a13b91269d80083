import * as v from 'valibot'
import { appPart } from '#lib/core/domain/app-part.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { separationToShow } from '#lib/core/domain/choose-separation.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { keyText, readKey } from '#lib/core/sharing/link-key.ts'
import type { Receipt, Share, ShareTerms } from '#lib/core/sharing/share.ts'
import type { Channel } from '#lib/platform/device/channel.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { Control } from '#lib/work/queue/control.ts'
import { insertJob } from '#lib/work/queue/insert.ts'
import type { ShareHost } from '#lib/work/sharing/share-host.ts'
import type { ReceiptNews } from '#lib/work/tasks/receive-share.ts'
import type { ModelCard } from '#models/card.ts'
import type { Incoming, ShareNow, Sharing } from './contract.ts'
import type { IncomingDoors } from './incoming.svelte.ts'

export interface SharingDoors extends IncomingDoors {
  rows: RowStore
  clock: Clock
  channel: Channel
  control: Pick<Control, 'cancel'>
  host: Pick<ShareHost, 'takers' | 'meeting'>
  cardOf(id: string): ModelCard | null
  randomKey(): Uint8Array<ArrayBuffer>
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

  share(what: { trackId: string } | { modelId: string }, terms: ShareTerms): Promise<Outcome<string>> {
    const { rows, clock, newId, randomKey } = this.#doors
    return outcomeOf(() =>
      rows.write(['shares', 'tracks', 'separations', 'models', 'jobs'], async (tables) => {
        const of =
          'trackId' in what ? await ofTrack(tables, what.trackId) : await this.#ofModel(tables, what.modelId)
        const share: Share = {
          ...terms,
          ...of,
          id: newId(),
          key: keyText(randomKey()),
          state: 'packing',
          fault: null,
          manifest: null,
          ...{ bytes: 0, sentBytes: 0, takers: [] },
          createdAt: clock.now(),
        }
        await tables.shares.put(share)
        const wish = { kind: 'send', shareId: share.id, trackId: share.trackId } as const
        await insertJob(tables, newJob(newId(), wish, clock.now(), { priority: 1 }))
        return share.id
      }),
    )
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

  async #ofModel({ models }: Pick<Tables, 'models'>, modelId: string) {
    const row = await models.get(modelId)
    const card = this.#doors.cardOf(modelId)
    if (row?.state !== 'ready' || !card || row.parts.length === 0) throw new FaultError(fault('share-gone'))
    return { title: card.title, trackId: null, separationId: null, modelId }
  }
}

async function ofTrack({ tracks, separations }: Pick<Tables, 'tracks' | 'separations'>, trackId: string) {
  const track = await tracks.get(trackId)
  if (!track?.pcm) throw new FaultError(fault('share-gone'))
  const stems = separationToShow(await separations.by('trackId', trackId), null)
  return { title: track.title, trackId, separationId: stems?.id ?? null, modelId: null }
}
