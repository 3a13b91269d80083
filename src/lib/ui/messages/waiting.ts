import type { Job } from '#lib/core/domain/job.ts'
import type { Waiting } from '#lib/core/jobs/waiting.ts'
import { count, dateText, leftText } from './format.ts'
import { t } from './t.ts'

const HOUR_MS = 3_600_000

/** `in 4 s`, `in 12 min`; later than an hour the time of day, and the day when it is another. */
export function whenText(at: number, now: number): string {
  if (at - now < HOUR_MS) return t('in {left}', { left: leftText(Math.max(0, at - now) / 1000) })
  const date = new Date(at)
  const time = dateText(at, { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === new Date(now).toDateString()) return t('at {time}', { time })
  return t('on {date} at {time}', {
    date: dateText(at, { weekday: 'short', day: 'numeric', month: 'short' }),
    time,
  })
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
      return t('Everything is held')
    case 'dependency':
      return t('After: {name}', { name: nameOf(waiting.on) })
    case 'time':
      return t('Starts {when}, as you asked', { when: whenText(waiting.until, now) })
    case 'metered':
      return t('Waits for a network that is not metered')
    case 'not-charging':
      return t('Waits for the charger')
    case 'offline':
      return t('Waits for a connection')
    case 'retry':
      return job.attempts > 0
        ? t('Tried again {when}, try {attempts} of {maxAttempts}', {
            when: whenText(waiting.until, now),
            attempts: job.attempts + 1,
            maxAttempts: job.maxAttempts,
          })
        : t('Asked to wait, goes on {when}', { when: whenText(waiting.until, now) })
    case 'service':
      return t('{service} does not answer well, asked again {when}', {
        service: waiting.service,
        when: whenText(waiting.until, now),
      })
    case 'turn':
      return waiting.ahead === 0
        ? t('Starts in a moment')
        : t('{jobs} before it', { jobs: count(waiting.ahead, 'job') })
    case 'no-runner':
      return t('No tab is working just now; one takes over in a moment')
  }
}
