import type { Clock } from '#lib/core/domain/clock.ts'
import { faultFrom } from '#lib/core/domain/fault.ts'
import type { Log } from '#lib/core/domain/log.ts'
import type { Channel } from '#lib/platform/device/channel.ts'
import type { Locks } from '#lib/platform/device/locks.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { Runner } from './runner.ts'

const LOCK = 'sfa-runner'
/** A leader answers at once, even in the background; one that is silent twice is frozen. */
const ASK_MS = 4_000
const SILENT_LIMIT = 2

export interface LeadDoors {
  locks: Locks
  channel: Channel
  clock: Clock
  rows: RowStore
  log: Log
  /** Hears which tab runs the jobs, as far as is known. */
  tell(who: 'this-tab' | 'other-tab' | 'nobody'): void
  /** A new runner; `alone` is whether nobody else can be running jobs. */
  runner(alone: boolean): Runner
}

/**
 * Makes exactly one tab of the site run the jobs. A tab that dies lets go of the lock and the next goes on at once; from a
 * tab that is frozen while there is work, the lock is taken: its runs end without being able to write.
 * Returns stop, which gives the jobs in hand back.
 */
export function takeTurns(doors: LeadDoors): () => Promise<void> {
  const { locks, channel, clock, rows, log } = doors
  let leading: Runner | null = null
  let leave: () => void = () => undefined
  let stopped = false
  let silent = 0
  let work = false
  let stopAsking: () => void = () => undefined

  const lead = async (signal: AbortSignal) => {
    const runner = doors.runner(locks.shared)
    leading = runner
    log('info', 'queue', 'this tab runs the jobs')
    runner.start()
    doors.tell('this-tab')
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    leading = null
    doors.tell('nobody')
    if (stopped) {
      await runner.stop().catch((error: unknown) => {
        log('warning', 'queue', 'jobs not given back', { code: faultFrom(error).code })
      })
      return
    }
    runner.drop()
    log('warning', 'queue', 'another tab took the jobs over')
    silent = 0
    leave = locks.hold(LOCK, lead)
  }

  const stopListening = channel.listen((message) => {
    if (message === 'anyone?' && leading) channel.post('here')
    if (message !== 'here') return
    silent = 0
    doors.tell('other-tab')
  })

  const stopWatch = rows.watch(
    async ({ jobs }) => (await jobs.count('state', 'queued')) + (await jobs.count('state', 'running')),
    (count) => {
      work = count > 0
      if (!work) silent = 0
    },
  )

  const ask = () => {
    stopAsking = clock.after(ASK_MS, ask)
    if (leading || !work) return
    if (silent >= SILENT_LIMIT) {
      silent = 0
      leave()
      leave = locks.hold(LOCK, lead, 'take')
      return
    }
    if (silent > 0) doors.tell('nobody')
    silent += 1
    channel.post('anyone?')
  }

  leave = locks.hold(LOCK, lead)
  ask()
  channel.post('anyone?')

  return async () => {
    stopped = true
    stopAsking()
    stopListening()
    stopWatch()
    const runner = leading
    leave()
    // Stopping twice is once: whoever waits here waits for the jobs to be given back. Where that went wrong is told above.
    await runner?.stop().catch(() => undefined)
  }
}
