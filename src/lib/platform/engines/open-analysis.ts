import workerUrl from '#workers/analysis/analysis.worker.ts?worker&url'
import opinionUrl from '#workers/analysis/opinion.worker.ts?worker&url'
import { AnalysisHost } from './analysis-engine.ts'
import { startWorker } from './start-worker.ts'

/** The engine of the page; a worker starts with the first order. */
export function openAnalysis(): AnalysisHost {
  return new AnalysisHost({ start: (source) => startWorker(source === 'opinion' ? opinionUrl : workerUrl) })
}
