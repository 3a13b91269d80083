import type { Job, JobPhase, JobState, Progress } from '#lib/core/domain/job.ts'
import { leftText, percentText, transferText } from './format.ts'
import { t, words } from './t.ts'

const PHASES: Record<JobPhase, string> = words({
  waiting: 'Waiting',
  reading: 'Reading the file',
  decoding: 'Decoding',
  'fetching-model': 'Getting the model',
  'checking-model': 'Checking the model',
  'starting-engine': 'Starting the engine',
  separating: 'Separating',
  finishing: 'Finishing',
  analysing: 'Analysing',
  delivering: 'Telling the receiver',
  'looking-up': 'Looking it up',
  converting: 'The source prepares it',
  downloading: 'Downloading',
  'checking-download': 'Checking what came',
  exporting: 'Making the files',
  saving: 'Writing the files',
  packing: 'Getting it ready to be sent',
  meeting: 'Waiting for the sender',
  receiving: 'Receiving',
})

const STATES: Record<Exclude<JobState, 'running'>, string> = words({
  queued: 'Waiting',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
})

export function phaseText(phase: JobPhase): string {
  return PHASES[phase]
}

/** What a job is doing, in words: its phase while it runs, else its state. */
export function jobStateText(job: Job, progress: Progress | undefined): string {
  return job.state === 'running' ? phaseText(progress?.phase ?? job.phase) : STATES[job.state]
}

/** How far it is: `62 %`, `62 % · 41 s left`, `12 of 91 MB · 30 s left`. */
export function progressText(progress: Progress): string {
  const far = progress.bytes
    ? transferText(progress.bytes.done, progress.bytes.total)
    : percentText(progress.fraction)
  return progress.leftS === null ? far : t('{far} · {left} left', { far, left: leftText(progress.leftS) })
}
