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

/** What the end of `job` means to those who listen; null where it is nobody's news. */
export function endedEvent(job: Job, facts: EndFacts): TrackMessage | null {
  if (SILENT.has(job.kind)) return null
  const told = (event: HookEvent, payload: TrackMessage['payload']): TrackMessage => ({
    topic: 'tracks',
    event,
    payload,
  })
  if (job.state === 'failed')
    return told('job.failed', { job_id: job.id, worker: job.kind, error: job.fault?.code ?? 'unknown' })
  if (job.state !== 'done' || job.trackId === null) return null
  const track_id = job.trackId
  switch (job.kind as string) {
    case 'download':
      return told('track.downloaded', {
        track_id,
        file_path: facts.file?.name ?? null,
        file_size: facts.file?.bytes ?? null,
      })
    case 'separate':
      return told('track.processed', { track_id, stems: facts.stems ?? [] })
    case 'analyse':
      return told('track.analyzed', {
        track_id,
        tempo: facts.analysis?.tempo ?? null,
        key: facts.analysis?.key ?? null,
        energy: facts.analysis?.energy ?? null,
      })
    default:
      return null
  }
}
