import type { AnalysisFeature } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'

/** Whose lists and curves these are. */
const OWNERS: Record<keyof AnalysisDetail, readonly AnalysisFeature[]> = {
  beats: ['tempo'],
  downbeats: ['tempo'],
  tempoCurve: ['tempo'],
  onsets: ['tempo'],
  loudness: ['energy'],
  truePeaks: ['energy'],
  peakMarks: ['energy'],
  energyCurve: ['energy'],
  frames: ['spectral', 'mfcc', 'chroma'],
  chords: ['structure'],
  sections: ['structure'],
  loops: ['structure'],
  markers: ['structure'],
  cues: ['structure'],
  drumEvents: ['structure'],
  activity: ['tempo'],
  voicePitch: ['key'],
}

/** What a run has not looked at stays as an earlier one left it. */
export function mergedDetail(
  before: AnalysisDetail,
  now: AnalysisDetail,
  features: readonly AnalysisFeature[],
): AnalysisDetail {
  const names = Object.keys(OWNERS) as (keyof AnalysisDetail)[]
  const kept = names.filter((name) => !OWNERS[name].some((feature) => features.includes(feature)))
  const merged = { ...now, ...Object.fromEntries(kept.map((name) => [name, before[name]])) }
  if (!merged.frames || !before.frames || merged.frames.hopS !== before.frames.hopS) return merged
  const { frames } = merged
  const fuller = (name: 'centroidHz' | 'rolloffHz' | 'bandwidthHz' | 'flatness' | 'chroma' | 'mfcc') =>
    frames[name].length > 0 ? frames[name] : (before.frames?.[name] ?? frames[name])
  return {
    ...merged,
    frames: {
      ...frames,
      count: Math.max(frames.count, before.frames.count),
      centroidHz: fuller('centroidHz'),
      rolloffHz: fuller('rolloffHz'),
      bandwidthHz: fuller('bandwidthHz'),
      flatness: fuller('flatness'),
      chroma: fuller('chroma'),
      mfcc: fuller('mfcc'),
    },
  }
}
