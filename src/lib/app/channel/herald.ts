import type { Channel } from '#lib/platform/device/channel.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { JobFeed } from './job-feed.ts'

const LOCK = 'sfa-herald'
/** Topics kept open at once; more jobs than this do not run at a time. */
const KEPT = 64

export interface HeraldDoors {
  locks: Pick<Locks, 'hold'>
  feed: JobFeed
  open(topic: string): Channel
}

/**
 * Tells the site's `BroadcastChannel`s `jobs:{id}` and `tracks` what happens, from exactly one tab, so that each thing is
 * told once. Returns stop.
 */
export function startHerald({ locks, feed, open }: HeraldDoors): () => void {
  return locks.hold(LOCK, async (signal) => {
    const channels = new Map<string, Channel>()
    const at = (topic: string): Channel => {
      const channel = channels.get(topic) ?? open(topic)
      // The one least lately used stands first.
      channels.delete(topic)
      channels.set(topic, channel)
      const [oldest] = channels
      if (channels.size > KEPT && oldest) {
        oldest[1].close()
        channels.delete(oldest[0])
      }
      return channel
    }
    const stop = feed.listen(({ topic, event, payload }) => at(topic).post({ event, payload }))
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve())
    })
    stop()
    for (const channel of channels.values()) channel.close()
  })
}
