import type { HookEvent } from '#lib/core/domain/hook.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { sentenceOf } from './faults.ts'
import { jobStateText } from './phases.ts'
import { t, words } from './t.ts'

const EVENTS: Record<HookEvent, string> = words({
  'track.downloaded': 'A song was downloaded',
  'track.processed': 'A song was separated',
  'track.analyzed': 'A song was analysed',
  'job.failed': 'Something failed',
})

export function eventText(event: HookEvent): string {
  return EVENTS[event]
}

/** What came of a delivery: its state, and the reason where there is one. */
export function deliveryText(job: Job): string {
  if (job.state === 'done') return t('Delivered')
  const tries =
    job.failures > 0 && job.state !== 'failed'
      ? t(', {failures} of {maxAttempts} tries failed', {
          failures: job.failures,
          maxAttempts: job.maxAttempts,
        })
      : ''
  const why = job.fault ? `: ${sentenceOf(job.fault)}` : ''
  return `${jobStateText(job, undefined)}${tries}${why}`
}
