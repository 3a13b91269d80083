import type { HookEvent } from '#lib/core/domain/hook.ts'
import type { Job } from '#lib/core/domain/job.ts'

/** What is told to webhooks and on the topic `tracks`: names and fields as the source documents have them. */
export interface TrackMessage {
  topic: 'tracks'
  event: HookEvent
  payload: Record<string, string | number | boolean | null | readonly string[]>
}

/** What the rows of an ended job's song say; null where there is no such row. */
export interface EndFacts {
  file: { name: string; bytes: number } | null
  stems: readonly string[] | null
  analysis: { tempo: number | null; key: string | null; energy: number | null } | null
}

/** Deliveries tell of others' ends, never of their own. */
const SILENT: ReadonlySet<string> = new Set(['deliver-hook'])

type Payload = TrackMessage['payload']

/** What a finished job of each kind tells; other kinds tell nothing. */
const DONE: Readonly<Record<string, { event: HookEvent; payload(facts: EndFacts): Payload }>> = {
  download: {
    event: 'track.downloaded',
    payload: ({ file }) => ({ file_path: file?.name ?? null, file_size: file?.bytes ?? null }),
  },
  separate: { event: 'track.processed', payload: ({ stems }) => ({ stems: stems ?? [] }) },
  analyse: {
    event: 'track.analyzed',
    payload: ({ analysis }) => ({ ...(analysis ?? { tempo: null, key: null, energy: null }) }),
  },
}

/** What the end of `job` means to those who listen; null where it is nobody's news. */
export function endedEvent(job: Job, facts: EndFacts): TrackMessage | null {
  if (SILENT.has(job.kind)) return null
  if (job.state === 'failed') {
    const payload = { job_id: job.id, worker: job.kind, error: job.fault?.code ?? 'unknown' }
    return { topic: 'tracks', event: 'job.failed', payload }
  }
  const told = job.state === 'done' ? DONE[job.kind] : undefined
  if (!told || job.trackId === null) return null
  return { topic: 'tracks', event: told.event, payload: { track_id: job.trackId, ...told.payload(facts) } }
}
