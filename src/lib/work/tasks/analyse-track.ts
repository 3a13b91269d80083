import {
  type Analysis,
  analysisId,
  type AnalysisFeature,
  FEATURES,
  isOutdated,
} from '#lib/core/domain/analysis.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import type { Comparison } from '#lib/core/domain/download.ts'
import { fault } from '#lib/core/domain/fault.ts'
import type { JobWish } from '#lib/core/domain/job.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { PcmFacts, Track } from '#lib/core/domain/track.ts'
import { paceAfter, timeLeftS, type Pace } from '#lib/core/jobs/time-left.ts'
import type { AnalysisEngine } from '#lib/platform/engines/engines.ts'
import type { RowStore, Tables } from '#lib/platform/storage/rows.ts'
import type { AnalysisOrder, Finding } from '#workers/analysis/contract.ts'
import type { Task, TaskContext } from '../registry.ts'
import { refreshFacts } from '../track-facts.ts'

export interface AnalyseDoors {
  rows: RowStore
  engine: Pick<AnalysisEngine, 'run'>
  clock: Pick<Clock, 'now'>
  /** Holds a downloaded song against its preview, where that is due (`work/downloads/compare-preview.ts`). */
  compare?(context: TaskContext, trackId: string): Promise<Comparison | null>
}

type AnalyseWish = Extract<JobWish, { kind: 'analyse' }>

/** Listens to a decoded song, or to its stems, and commits what was found beside the job's end. */
export function analyseTrackTask({ rows, engine, clock, compare }: AnalyseDoors): Task {
  return {
    kind: 'analyse',
    async run(context) {
      const { wish } = context.job
      if (wish.kind !== 'analyse') return failed(fault('unknown', { detail: `not for ${wish.kind}` }))
      const order = await orderOf(rows, wish)
      if (!order.ok) return order
      context.tick({ phase: 'analysing', fraction: 0, leftS: null })
      const found = await engine.run(order.value, ticker(clock, context), context.signal)
      if (!found.ok) return found
      const compared = wish.source === 'mix' ? ((await compare?.(context, wish.trackId)) ?? null) : null
      return done(async (tables) => {
        await commit(tables, wish, found.value, clock.now())
        if (compared) await keepComparison(tables, wish.trackId, compared)
      })
    },
  }
}

function ticker(clock: Pick<Clock, 'now'>, context: TaskContext) {
  let pace: Pace | null = null
  return (fraction: number) => {
    pace = paceAfter(pace, clock.now(), 'analysing', fraction)
    context.tick({ phase: 'analysing', fraction, leftS: timeLeftS(pace) })
  }
}

async function orderOf(rows: RowStore, wish: AnalyseWish): Promise<Outcome<AnalysisOrder>> {
  const { track, separations, before } = await rows.read(
    ['tracks', 'separations', 'analyses'],
    async (tables) => ({
      before: await tables.analyses.get(analysisId(wish.trackId, wish.source)),
      track: await tables.tracks.get(wish.trackId),
      separations: await tables.separations.by('trackId', wish.trackId),
    }),
  )
  if (!track) return failed(fault('track-gone'))
  if (track.state !== 'ready' || !track.pcm) return failed(track.fault ?? fault('dependency-failed'))
  const separation = wish.source === 'stems' ? wholeOf(separations) : null
  if (wish.source === 'stems' && !separation) return failed(fault('stem-missing'))
  return done({
    ...soundOf(track, track.pcm),
    source: wish.source,
    features: wish.features,
    mode: wish.mode,
    separation: separation && { id: separation.id, stems: separation.stems },
    keep: isOfNow(before, separation),
  })
}

const soundOf = ({ id, audio }: Track, { frames }: PcmFacts) => ({
  trackId: id,
  frames,
  sampleRate: audio?.sampleRate ?? 44_100,
  channels: audio?.channels ?? 2,
})

/** Whether what was found before may stand beside what is found now. */
function isOfNow(before: Analysis | null, separation: Separation | null): boolean {
  return before !== null && !isOutdated(before) && before.separationId === (separation?.id ?? null)
}

/** The newest separation of the whole song that has drums, bass and voice. */
export function wholeOf(separations: readonly Separation[]): Separation | null {
  const fit = separations.filter(
    ({ state, region, stems }) =>
      state === 'complete' &&
      region === null &&
      (['drums', 'bass', 'vocals', 'other'] as const).every((stem) => stems.includes(stem)),
  )
  return fit.toSorted((a, b) => b.createdAt - a.createdAt)[0] ?? null
}

async function keepComparison({ downloads }: Tables, trackId: string, comparison: Comparison): Promise<void> {
  await downloads.change(trackId, (row) => ({ ...row, comparison }))
}

const GROUPS = ['tempo', 'key', 'energy', 'loudness', 'spectral', 'mfcc', 'chroma', 'structure'] as const

/** What was found takes the place of what was there; groups that were not asked for stay, if they are of this version. */
async function commit(tables: Tables, wish: AnalyseWish, found: Finding, now: number): Promise<void> {
  const track: Track | null = await tables.tracks.get(wish.trackId)
  if (!track) return
  const id = analysisId(wish.trackId, wish.source)
  const row: Analysis = { ...found, id, trackId: wish.trackId, createdAt: now }
  const before = await tables.analyses.get(id)
  await tables.analyses.put(before && !isOutdated(before) ? merged(before, row) : row)
  await refreshFacts(tables, wish.trackId)
}

function merged(before: Analysis, now: Analysis): Analysis {
  if (before.separationId !== now.separationId) return now
  const kept = Object.fromEntries(GROUPS.map((group) => [group, now[group] ?? before[group]]))
  const features = FEATURES.filter((name: AnalysisFeature) =>
    [...before.features, ...now.features].includes(name),
  )
  return { ...now, ...kept, features, mode: before.mode === 'full' ? 'full' : now.mode }
}
