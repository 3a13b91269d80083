import type { Job, JobWish } from '#lib/core/domain/job.ts'

export const MAX_ATTEMPTS = 3

/** What a job is known by while it lives: asking for the same again finds the job that is already there. */
export function dedupeKeyOf(wish: JobWish): string {
  switch (wish.kind) {
    case 'prepare':
      return `prepare:${wish.trackId}`
    case 'separate': {
      const region = wish.region ? `${wish.region.start}-${wish.region.end}` : 'all'
      return `separate:${wish.trackId}:${wish.modelId}:${region}`
    }
    case 'get-model':
      return `get-model:${wish.modelId}`
    case 'analyse':
      return `analyse:${wish.trackId}:${wish.source}:${wish.mode}:${wish.features.toSorted().join('+')}`
    case 'fetch-metadata':
      return `fetch-metadata:${wish.sourceKey}:${wish.trackId ?? 'all'}`
  }
}

/** A job as it is first written: queued, to run as soon as what it depends on is done. */
export function newJob(
  id: string,
  wish: JobWish,
  now: number,
  more: Partial<Pick<Job, 'dependsOn' | 'priority' | 'runAfter' | 'maxAttempts'>> = {},
): Job {
  return {
    id,
    kind: wish.kind,
    wish,
    trackId: 'trackId' in wish ? wish.trackId : null,
    state: 'queued',
    phase: 'waiting',
    fraction: 0,
    priority: more.priority ?? 0,
    attempts: 0,
    maxAttempts: more.maxAttempts ?? MAX_ATTEMPTS,
    claims: 0,
    lapses: 0,
    runAfter: more.runAfter ?? 0,
    lease: null,
    dedupeKey: dedupeKeyOf(wish),
    dependsOn: more.dependsOn ?? [],
    fault: null,
    createdAt: now,
    startedAt: null,
    endedAt: null,
  }
}
