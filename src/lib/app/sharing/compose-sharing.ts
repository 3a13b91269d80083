import { appPart } from '#lib/core/domain/app-part.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import type { SharePacker } from '#lib/platform/engines/engines.ts'
import type { ShareSecrets } from '#lib/platform/rtc/secrets.ts'
import type { Control } from '#lib/work/queue/control.ts'
import { laterTask } from '#lib/work/later-task.ts'
import type { Task } from '#lib/work/registry.ts'
import { ShareHost } from '#lib/work/sharing/share-host.ts'
import type { Taker } from '#lib/work/tasks/receive-share.ts'
import { CARDS } from '#models/cards.ts'
import type { Ground } from '../ground.ts'
import type { NearPlayhead } from '../near-playhead.ts'
import { proxyOf } from '../sources/proxy-address.ts'
import type { Met } from './incoming.svelte.ts'
import { laterMeeting } from './later-meeting.ts'
import { SharesView } from './share-view.svelte.ts'

interface Doors {
  packer: SharePacker
  near: NearPlayhead
  control: Pick<Control, 'cancel'>
}

const cardOf = (id: string) => CARDS.find((card) => card.id === id) ?? null

const secretly = () => appPart(() => import('#lib/platform/rtc/secrets.ts'))
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => (await secretly()).sha256(bytes)
const secrets = async (key: Uint8Array<ArrayBuffer>): Promise<ShareSecrets> =>
  (await secretly()).deriveSecrets(key)

/** So long the meeting in which a link was looked at waits for its task, in ms; where another tab does the work, none comes. */
const MEETING_WAITS_MS = 60_000

const byHand = () => appPart(() => import('#lib/platform/rtc/by-hand.ts'))

/** Everything that passes from person to person. */
export function openSharing(ground: Ground, { packer, near, control }: Doors) {
  const iceServers = async () => {
    const { askIceServers } = await appPart(() => import('#lib/platform/net/ask-ice.ts'))
    return askIceServers(await proxyOf(ground))
  }
  const place = laterMeeting({
    address: async () => `${(await proxyOf(ground)).replace(/^http/, 'ws')}/signal`,
    iceServers,
  })
  const common = { ...ground, place, secrets, sha256 }
  /** Who was met while a link was looked at, until the task that takes from them has begun. */
  const met = new Map<string, Met>()
  const takers = new Map<string, Taker>()
  const host = new ShareHost({ ...common, changed: () => view.tellShares() })
  const view: SharesView = new SharesView({
    ...common,
    control,
    host,
    cardOf,
    address: () => new URL('/share/', location.origin).href,
    call: async () => (await byHand()).callByHand(await iceServers()),
    answer: (shareId, call) =>
      outcomeOf(async () => {
        const { answerByHand } = await byHand()
        const answered = await answerByHand(call, await iceServers())
        if (!answered) throw new FaultError(fault('share-answer'))
        void answered.link.then((link) => link && host.link(shareId, link))
        return answered.text
      }),
    handOver(receiptId, early) {
      const take = takers.get(receiptId)
      if (take) {
        pass(early, take)
        // The task has been faster, and meets people by itself.
        early.leave?.()
        return
      }
      met.set(receiptId, early)
      ground.clock.after(MEETING_WAITS_MS, () => {
        if (met.get(receiptId) !== early) return
        early.leave?.()
        met.set(receiptId, { ...early, leave: null })
      })
    },
    handOn(receiptId, link) {
      const take = takers.get(receiptId)
      if (take) take.link(link)
      else link.close()
    },
  })
  host.start()
  const tasks: Task[] = [
    laterTask('send', async () => {
      const { sendShareTask } = await import('#lib/work/tasks/send-share.ts')
      return sendShareTask({ ...ground, packer, cardOf, sha256 })
    }),
    laterTask('receive', async () => {
      const { receiveShareTask } = await import('#lib/work/tasks/receive-share.ts')
      return receiveShareTask({
        ...common,
        packer,
        cardOf,
        nearOf: (trackId) => near.of(trackId),
        tell: (news) => view.tellReceipt(news),
        takesFrom(receiptId, take) {
          takers.set(receiptId, take)
          const early = met.get(receiptId)
          met.delete(receiptId)
          if (early) pass(early, take)
          return { leave: early?.leave ?? null, stop: () => takers.delete(receiptId) }
        },
      })
    }),
  ]
  return { view, tasks, stop: () => host.stop() }
}

function pass({ talks, meeting }: Met, take: Taker): void {
  meeting.turnTo(take)
  for (const talk of talks) if (!talk.isOver) take.adopt(talk)
}
