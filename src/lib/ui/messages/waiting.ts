import type { Job } from '#lib/core/domain/job.ts'
import type { Waiting } from '#lib/core/jobs/waiting.ts'
import { count, leftText } from './format.ts'

const HOUR_MS = 3_600_000

/** `in 4 s`, `in 12 min`; later than an hour the time of day, and the day when it is another. */
export function whenText(at: number, now: number): string {
  if (at - now < HOUR_MS) return `in ${leftText(Math.max(0, at - now) / 1000)}`
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === new Date(now).toDateString()) return `at ${time}`
  return `on ${date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })} at ${time}`
}

/** Why a job does not run now, and until when. `nameOf` names the job it waits for. */
export function waitingText(
  waiting: Waiting,
  job: Pick<Job, 'attempts' | 'maxAttempts'>,
  now: number,
  nameOf: (jobId: string) => string,
): string {
  switch (waiting.why) {
    case 'held':
      return 'Everything is held'
    case 'dependency':
      return `After: ${nameOf(waiting.on)}`
    case 'time':
      return `Starts ${whenText(waiting.until, now)}, as you asked`
    case 'metered':
      return 'Waits for a network that is not metered'
    case 'not-charging':
      return 'Waits for the charger'
    case 'offline':
      return 'Waits for a connection'
    case 'retry':
      return job.attempts > 0
        ? `Tried again ${whenText(waiting.until, now)}, try ${job.attempts + 1} of ${job.maxAttempts}`
        : `Asked to wait, goes on ${whenText(waiting.until, now)}`
    case 'service':
      return `${waiting.service} does not answer well, asked again ${whenText(waiting.until, now)}`
    case 'turn':
      return waiting.ahead === 0 ? 'Starts in a moment' : `${count(waiting.ahead, 'job')} before it`
    case 'no-runner':
      return 'No tab is working just now; one takes over in a moment'
  }
}
