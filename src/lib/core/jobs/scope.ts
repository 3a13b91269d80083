import type { JobId } from '#lib/core/domain/ids.ts'
import type { Job } from '#lib/core/domain/job.ts'

/** The jobs that a word of a person is about. */
export type Scope =
  | JobId
  | { jobs: readonly JobId[] }
  /** By its key (`core/domain/album-key.ts`). */
  | { album: string }
  | { batch: string }
  | { all: true }

/** Tells whether the word is about a job; `albumOf` is the album of a track. */
export function meantBy(scope: Scope, albumOf: (trackId: string) => string | null): (job: Job) => boolean {
  if (typeof scope === 'string') return (job) => job.id === scope
  if ('batch' in scope) return (job) => job.batchId === scope.batch
  if ('album' in scope) return (job) => job.trackId !== null && albumOf(job.trackId) === scope.album
  if ('all' in scope) return () => true
  const ids = new Set(scope.jobs)
  return (job) => ids.has(job.id)
}
