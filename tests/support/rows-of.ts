import type { Separation } from '#lib/core/domain/separation.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'

/** A ready track of ten seconds. */
export function trackOf(id: string, more: Partial<Track> = {}): Track {
  return {
    ...NO_TEXT,
    ...NO_FACTS,
    id,
    sourceKey: `sha256:${id}`,
    state: 'ready',
    fault: null,
    file: { name: `${id}.wav`, bytes: 1_764_044, sha256: id, mime: 'audio/wav' },
    audio: null,
    pcm: { frames: 441_000, mean: 0, std: 0.1, peak: 0.5 },
    durationS: 10,
    hasCover: false,
    addedAt: 1,
    edited: [],
    title: `Title ${id}`,
    artist: 'Artist',
    ...more,
  }
}

/** A separation that has two segments to do and none done. */
export function separationOf(id: string, trackId: string, more: Partial<Separation> = {}): Separation {
  return {
    id,
    trackId,
    modelId: 'htdemucs',
    modelHash: 'hash',
    stems: ['drums', 'bass', 'other', 'vocals'],
    frames: 441_000,
    segments: 2,
    finished: [],
    region: null,
    state: 'partial',
    engine: null,
    createdAt: 1,
    finishedAt: null,
    ...more,
  }
}
