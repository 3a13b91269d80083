import type { Progress } from '#lib/core/domain/job.ts'
import type { Separation } from '#lib/core/domain/separation.ts'

/** Seconds a segment takes: what the engine measured, else what the job's time left comes to; null when unknown. */
export function segmentPace(separation: Separation, progress: Progress | undefined): number | null {
  const measured = separation.engine?.segmentS
  if (measured) return measured
  const left = separation.segments - separation.finished.length
  return progress?.leftS && left > 0 ? progress.leftS / left : null
}

/** Seconds until the segment in hand, begun `sinceS` seconds ago, is ready; null when unknown or overdue. */
export function nextPartS(pace: number | null, sinceS: number): number | null {
  const left = pace === null ? 0 : Math.ceil(pace - sinceS)
  return left > 0 ? left : null
}
