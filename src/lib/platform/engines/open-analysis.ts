import type { AnalysisSource } from '#lib/core/domain/analysis.ts'
import type { Patient } from '#lib/core/jobs/patience.ts'
import workerUrl from '#workers/analysis/analysis.worker.ts?worker&url'
import opinionUrl from '#workers/analysis/opinion.worker.ts?worker&url'
import { AnalysisHost } from './analysis-engine.ts'
import { startWorker } from './start-worker.ts'

/** The engine of the page; a worker starts with the first order. */
export function openAnalysis(patient: Patient): AnalysisHost {
  const start = (source: AnalysisSource) => startWorker(source === 'opinion' ? opinionUrl : workerUrl)
  return new AnalysisHost({ start, patient })
}
