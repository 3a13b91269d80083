import type { ChannelWords } from '#lib/core/channel/messages.ts'
import { onCallers, sayReady } from '#lib/platform/device/callers.ts'
import { ProgressBus } from '#lib/work/queue/progress-bus.ts'
import type { Callers } from '../connections.ts'
import { openGround } from '../ground.ts'
import { READY } from './caller-words.ts'
import { OutsideCallers } from './callers.svelte.ts'
import { JobFeed } from './job-feed.ts'

export interface Gate {
  readonly callers: Callers
  stop(): void
}

/**
 * The small window for pages of other origins. The app itself is cut off from whoever opened it, as threads demand; this page
 * is not, runs no jobs, and passes on what the app's tabs tell. Faults thrown as FaultError: `newer-data`, `storage-*`.
 */
export async function composeGate(words: ChannelWords): Promise<Gate> {
  const ground = await openGround()
  const bus = new ProgressBus(ground.clock, ground.channel)
  const feed = new JobFeed({ ...ground, progress: bus, words })
  const callers = new OutsideCallers({ ...ground, feed, onCallers })
  sayReady(READY)
  return {
    callers,
    stop: () => {
      for (const room of [callers, feed, bus]) room.stop()
      void ground.close()
    },
  }
}
