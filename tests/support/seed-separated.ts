import type { AnalysisEdit } from '#lib/core/domain/analysis.ts'
import { noEdit } from '#lib/core/domain/analysis.ts'
import type { TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { LaneName } from '#lib/core/domain/mix.ts'
import type { BlobEntry } from '#lib/platform/blobs/blob-store.ts'
import type { SampleLibrary } from './seed-library.ts'
import { sampleFacts } from './sample-analysis.ts'
import { sampleSeparation, sampleTrack } from './sample-rows.ts'
import { sourcesOf, writeLane, type Tone } from './synthetic-stems.ts'

const RATE = 44_100
const STEMS = ['drums', 'bass', 'other', 'vocals'] as const
export const SEPARATED_TITLES = ['First Light', 'Zweiter & <Dritter>', '三 (Live)'] as const
/** Silence at the beginning, then bars of 2 s: 120 BPM in 4/4. */
const SILENCE_S = 0.5

export interface Separated {
  library: SampleLibrary & { analysisEdits: AnalysisEdit[]; trackFacts: TrackFacts[] }
  /** What lies in the store of bytes, song by song. */
  bytes: { key: string; bytes: Uint8Array }[][]
}

/** Sounds that can be told apart, each with half a second of silence first; song `index` is higher than the one before. */
function toneOf(lane: LaneName, index: number): Tone {
  if (lane === 'mix') {
    const all = STEMS.map((stem) => toneOf(stem, index))
    return (frame, side) => all.reduce((sum, tone) => sum + tone(frame, side), 0)
  }
  const hz =
    { drums: 220, bass: 55, other: 330, vocals: 440, guitar: 196, piano: 523 }[lane] * (1 + index / 8)
  return (frame) => {
    const t = frame / RATE - SILENCE_S
    return t < 0 ? 0 : 0.1 * Math.exp(-((t * 2) % 1)) * Math.sin(2 * Math.PI * hz * t)
  }
}

/** An album of three short songs, separated, their tempo and downbeat said: as if import and separation had made them. */
export async function separatedAlbum(seconds = 5): Promise<Separated> {
  const frames = Math.round(seconds * RATE)
  const ids = SEPARATED_TITLES.map((_, i) => `sep${i}`)
  const tracks = ids.map((id, i) =>
    sampleTrack(id, frames, {
      title: SEPARATED_TITLES[i] ?? '',
      artist: 'Søren Ñandú',
      album: 'Short Album',
      trackNumber: i + 1,
      addedAt: 1000 - i,
    }),
  )
  return {
    library: {
      tracks,
      separations: ids.map((id) => sampleSeparation(`${id}-s`, id, frames, 'all', [...STEMS])),
      jobs: [],
      models: [],
      analysisEdits: ids.map((id) => ({ ...noEdit(id), bpm: 120, downbeatS: SILENCE_S })),
      trackFacts: ids.map((id) => sampleFacts(id, { bpm: 120, key: { tonic: 6, mode: 'minor' }, lufs: -20 })),
    },
    bytes: await Promise.all(ids.map((id, i) => bytesOf(id, frames, i))),
  }
}

async function bytesOf(id: string, frames: number, index: number) {
  const all: { key: string; bytes: Uint8Array }[] = []
  const put = (entries: readonly BlobEntry[]) => {
    for (const { key, bytes } of entries) if (bytes instanceof Uint8Array) all.push({ key, bytes })
    return Promise.resolve()
  }
  for (const source of sourcesOf(frames, ...STEMS, 'mix')) {
    const own = { ...source, trackId: id, separationId: source.separationId && `${id}-s` }
    await writeLane({ put }, own, toneOf(source.lane, index))
  }
  return all
}
