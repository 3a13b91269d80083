import type { Job, Progress } from '#lib/core/domain/job.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { FrameRange, Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { SAMPLE_RATE, segmentsFor } from '#lib/core/dsp/segments.ts'
import type { ModelCard } from '#models/card.ts'
import type { JobInfo, ModelInfo, Region, TrackInfo } from './sound-forge.ts'

export function framesOf(region: Region): FrameRange {
  return { start: Math.round(region.start * SAMPLE_RATE), end: Math.round(region.end * SAMPLE_RATE) }
}

function secondsOf(range: FrameRange): Region {
  return { start: range.start / SAMPLE_RATE, end: range.end / SAMPLE_RATE }
}

/** A track as programs see it. */
export function trackInfo(track: Track, separations: readonly Separation[]): TrackInfo {
  const { id, title, artist, album, state, durationS, fault } = track
  return {
    ...{ id, title, artist, album, state, durationS, fault },
    separations: separations
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((one) => ({
        id: one.id,
        model: one.modelId,
        stems: [...one.stems],
        complete: one.state === 'complete',
        region: one.region && secondsOf(one.region),
        segments: segmentsOf(one),
      })),
  }
}

/** Parts of the song that were asked for, and those whose stems are stored. */
function segmentsOf({ finished, frames, region }: Separation): { done: number; total: number } {
  const asked = new Set(segmentsFor(frames, region?.start ?? 0, region?.end ?? frames))
  return { done: finished.filter((index) => asked.has(index)).length, total: asked.size }
}

/** A job as programs see it: its row, how far it is this moment, and what it has separated so far. */
export function jobInfo(job: Job, progress: Progress | null, separation: Separation | null): JobInfo {
  const { id, kind, trackId, state, fault } = job
  const live = state === 'running' ? progress : null
  return {
    ...{ id, kind, trackId, state, fault },
    phase: live?.phase ?? job.phase,
    fraction: live?.fraction ?? job.fraction,
    leftS: live?.leftS ?? null,
    segments: separation && segmentsOf(separation),
    engine: separation?.engine ?? null,
  }
}

/** A model as programs see it. */
export function modelInfo(card: ModelCard, row: ModelRow | null): ModelInfo {
  const { id, title, stems, bytes, served, licence } = card
  return {
    id,
    title,
    stems: [...stems],
    bytes,
    served,
    licence: { ...licence },
    state: row?.state ?? 'absent',
  }
}
