import type { Job, JobWish } from '#lib/core/domain/job.ts'
import type { FrameRange, Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { step } from '#lib/core/jobs/machine.ts'
import { dedupeKeyOf, newJob } from '#lib/core/jobs/new-job.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { CARDS } from '#models/cards.ts'
import { partsOf } from '../tasks/model-parts.ts'
import { readSettings } from '../settings-rows.ts'
import type { Asking } from './asking.ts'
import { insertAnalysis } from './new-analysis.ts'
import { insertJob, liveJob } from './insert.ts'
import { soundJobs } from './need-sound.ts'
import { newSeparation } from './new-separation.ts'

export interface SeparateAsked extends Asking {
  modelId: string
  region: FrameRange | null
  /** A person asks for this one song: it goes before what was queued by itself, and a paused model is fetched on. */
  byHand: boolean
}

/** The tables these transactions go over. */
export const SONG_TABLES = ['tracks', 'separations', 'jobs', 'models', 'settings'] as const

const same = (a: FrameRange | null, b: FrameRange | null) => a?.start === b?.start && a?.end === b?.end

/** Whether the model's sound parts are here, or can be fetched. */
export async function canHaveModel(tables: Pick<Tables, 'models'>, modelId: string): Promise<boolean> {
  if ((await tables.models.get(modelId))?.state === 'ready') return true
  const card = CARDS.find((one) => one.id === modelId)
  return card !== undefined && partsOf(card).length > 0
}

/**
 * The song's row and everything that shall happen to it, in the caller's one transaction over `SONG_TABLES`: its
 * preparation and, where `separate` or else the settings say so, its separation. The track must be new.
 */
export async function insertSong(
  tables: Tables,
  track: Track,
  asking: Asking,
  separate?: boolean,
): Promise<void> {
  await tables.tracks.put(track)
  await insertJob(
    tables,
    newJob(asking.newId(), { kind: 'prepare', trackId: track.id }, asking.now, {
      batchId: asking.batchId ?? null,
    }),
  )
  const { autoSeparate, autoAnalyse, defaultModel } = await readSettings(tables)
  const analysis = { ...asking, source: 'mix', byHand: false } as const
  if (autoAnalyse !== 'off') await insertAnalysis(tables, track.id, { ...analysis, mode: autoAnalyse })
  if (!(separate ?? autoSeparate) || !(await canHaveModel(tables, defaultModel))) return
  await insertSeparation(tables, track, { ...asking, modelId: defaultModel, region: null, byHand: false })
}

/**
 * The separation's row and its job, waiting for the song's preparation and for the model where those are not done. What
 * was asked for before in the same words is found, not doubled: its finished segments count.
 */
export async function insertSeparation(tables: Tables, track: Track, asked: SeparateAsked): Promise<Job> {
  const { modelId, region, now, newId } = asked
  const kept = await keptSeparation(tables, track.id, modelId, region)
  const separationId = kept?.id ?? newId()
  const wish = { kind: 'separate', trackId: track.id, separationId, modelId, region } as const
  const there = await liveJob(tables, dedupeKeyOf(wish))
  if (there) return there
  if (!kept) await tables.separations.put(newSeparation(wish, track, now))
  const dependsOn = [...(await soundJobs(tables, track.id, asked)), ...(await fetching(tables, asked))]
  return insertJob(
    tables,
    newJob(newId(), wish, now, {
      dependsOn,
      priority: asked.byHand ? 1 : 0,
      batchId: asked.batchId ?? null,
    }),
  )
}

async function keptSeparation(
  tables: Tables,
  trackId: string,
  modelId: string,
  region: FrameRange | null,
): Promise<Separation | null> {
  const all = await tables.separations.by('trackId', trackId)
  return all.find((row) => row.modelId === modelId && same(row.region, region)) ?? null
}

async function fetching(tables: Tables, { modelId, now, newId, byHand }: SeparateAsked): Promise<string[]> {
  if ((await tables.models.get(modelId))?.state === 'ready') return []
  const wish: JobWish = { kind: 'get-model', modelId }
  const job = await insertJob(tables, newJob(newId(), wish, now, { onlyForOthers: true }))
  const next = byHand ? step(job, { type: 'resume' }) : null
  if (next) await tables.jobs.put(next)
  return [job.id]
}
