import type { Patient } from '#lib/core/jobs/patience.ts'
import workerUrl from '#workers/separation/separation.worker.ts?worker&url'
import { SeparationHost } from './separation-engine.ts'
import { startWorker } from './start-worker.ts'

/** The engine of the page; its worker starts with the first order. */
export function openSeparation(patient: Patient): SeparationHost {
  return new SeparationHost({ start: () => startWorker(workerUrl), patient })
}
