import type { Separation, StemName } from '#lib/core/domain/separation.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'
import { segmentCount } from '#lib/core/dsp/segments.ts'

/** A decoded track of `frames` frames. */
export function sampleTrack(id: string, frames: number, more: Partial<Track> = {}): Track {
  return {
    ...NO_TEXT,
    ...NO_FACTS,
    id,
    title: 'Paper Lanterns',
    artist: 'Demo Ensemble',
    album: 'Night Bus EP',
    year: 2026,
    sourceKey: `sha256:${id}`,
    state: 'ready',
    fault: null,
    file: { name: 'paper-lanterns.mp3', bytes: 5_400_000, sha256: id, mime: 'audio/mpeg' },
    audio: {
      container: 'MP3',
      codec: 'mp3',
      sampleRate: 44_100,
      channels: 2,
      bitDepth: null,
      bitrate: 192_000,
    },
    pcm: { frames, mean: 0, std: 0.1, peak: 0.9 },
    durationS: frames / 44_100,
    hasCover: false,
    addedAt: 1,
    edited: [],
    ...more,
  }
}

/** A separation of it; `finished` segments count as on disk. */
export function sampleSeparation(
  id: string,
  trackId: string,
  frames: number,
  finished: readonly number[] | 'all' = 'all',
  stems: StemName[] = ['drums', 'bass', 'other', 'vocals'],
): Separation {
  const segments = segmentCount(frames)
  const all = Array.from({ length: segments }, (_, i) => i)
  const done = finished === 'all' ? all : [...finished]
  return {
    id,
    trackId,
    modelId: 'htdemucs',
    modelHash: 'cd'.repeat(32),
    stems,
    frames,
    segments,
    finished: done,
    region: null,
    state: done.length === segments ? 'complete' : 'partial',
    engine: {
      provider: 'wasm',
      threads: 2,
      device: 'No GPU adapter',
      precision: 'fp32',
      loadS: 1.4,
      segmentS: 6.1,
    },
    createdAt: 2,
    finishedAt: done.length === segments ? 3 : null,
  }
}
