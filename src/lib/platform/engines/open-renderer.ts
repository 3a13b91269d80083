import type { Patient } from '#lib/core/jobs/patience.ts'
import workerUrl from '#workers/export/export.worker.ts?worker&url'
import { RenderHost } from './render-engine.ts'
import { startWorker } from './start-worker.ts'

/** The engine of the page; a worker starts with the first file. */
export function openRenderer(patient: Patient): RenderHost {
  return new RenderHost({ start: () => startWorker(workerUrl), patient })
}
