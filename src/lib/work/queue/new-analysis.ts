import {
  type AnalysisFeature,
  type AnalysisMode,
  type AnalysisSource,
  FEATURES,
  QUICK,
} from '#lib/core/domain/analysis.ts'
import { isEnded, type Job, type JobWish } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { Asking } from './asking.ts'
import { readSettings } from '../settings-rows.ts'
import { insertJob } from './insert.ts'
import { soundJobs } from './need-sound.ts'

export interface AnalyseAsked extends Asking {
  source: AnalysisSource
  mode: AnalysisMode
  /** Left out, those of the mode. */
  features?: readonly AnalysisFeature[]
  /** A person asks: it goes before what was queued by itself. */
  byHand: boolean
}

/** The analysis' job, waiting for the song's preparation where that is not done. The same asked again is found. */
export async function insertAnalysis(tables: Tables, trackId: string, asked: AnalyseAsked): Promise<Job> {
  const { source, mode, now, newId } = asked
  const wanted = asked.features ?? (mode === 'quick' ? QUICK : FEATURES)
  const features = FEATURES.filter((feature) => wanted.includes(feature))
  const wish: JobWish = { kind: 'analyse', trackId, source, features, mode }
  const jobs = await tables.jobs.by('trackId', trackId)
  const separating = jobs.filter((job) => job.kind === 'separate' && !isEnded(job.state))
  const dependsOn = [
    ...(await soundJobs(tables, trackId, asked)),
    ...(source === 'stems' ? separating.map((job) => job.id) : []),
  ]
  return insertJob(
    tables,
    newJob(newId(), wish, now, { dependsOn, priority: asked.byHand ? 1 : 0, batchId: asked.batchId ?? null }),
  )
}

/** Has the stems listened to as well, unless songs are not to be analysed by themselves. */
export async function insertStemsAnalysis(tables: Tables, trackId: string, asking: Asking): Promise<void> {
  const { autoAnalyse: mode } = await readSettings(tables)
  if (mode !== 'off')
    await insertAnalysis(tables, trackId, { ...asking, source: 'stems', mode, byHand: false })
}
