import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { JobWish } from '#lib/core/domain/job.ts'
import { CARDS } from '#models/cards.ts'

export type SeparateWish = Extract<JobWish, { kind: 'separate' }>

/**
 * The row that stands for a separation from the moment it is asked for. `frames` is 0 until the track is decoded,
 * `segments` 0 and `modelHash` perhaps empty until the work starts: the task fills them.
 */
export function newSeparation(wish: SeparateWish, track: Track, now: number): Separation {
  const card = CARDS.find((one) => one.id === wish.modelId)
  return {
    id: wish.separationId,
    trackId: wish.trackId,
    modelId: wish.modelId,
    modelHash: card?.graphs[0]?.files[0]?.sha256 ?? '',
    stems: [...(card?.stems ?? [])],
    frames: track.pcm?.frames ?? 0,
    segments: 0,
    finished: [],
    region: wish.region,
    state: 'partial',
    engine: null,
    createdAt: now,
    finishedAt: null,
  }
}
