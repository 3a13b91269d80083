import type { Job } from '#lib/core/domain/job.ts'
import type { MenuItem } from '../kit/menu-item.ts'

/** What a dragged job is known by; files that are dragged over the page are something else. */
export const JOB_DRAG = 'application/x-sfa-job'

/** What a row of the queue asks of its page. */
export interface JobHands {
  cancel(job: Job): void
  itemsOf(job: Job): MenuItem[]
  /** A dragged job was let go over another that waits. */
  dropped(jobId: string, over: Job, where: 'above' | 'below'): void
}
