import type { Analysis } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { detailKey, trackPeaksKey } from '#lib/core/domain/keys.ts'
import { pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { PEAK_FRAMES } from '#lib/core/dsp/peaks.ts'
import { bytesOfDetail } from '#lib/platform/blobs/detail-bytes.ts'
import { sampleAnalysis, sampleDetail, sampleFacts } from './sample-analysis.ts'
import type { SampleBytes } from './seed-bytes.ts'
import { busyLibrary, type SampleLibrary } from './seed-library.ts'

/** The busy library, its first song analysed whole, from the song and from its stems, most others with what a list shows. */
export function analysedLibrary(): { library: SampleLibrary; bytes: SampleBytes[] } {
  const library = busyLibrary()
  const [first] = library.tracks
  if (!first?.pcm) throw new Error('the library has a song')
  const seconds = first.pcm.frames / 44_100
  const analyses = (['mix', 'stems'] as const).map((source) => sampleAnalysis(first.id, seconds, source))
  const trackFacts = library.tracks
    .filter((track, i) => track.state === 'ready' && i % 5 !== 4)
    .map(({ id }, i) =>
      sampleFacts(id, {
        bpm: 118.3 + ((i * 7) % 23) - 6,
        key: { tonic: (6 + i * 7) % 12, mode: i % 3 === 0 ? 'major' : 'minor' },
        lufs: -13.8 + (i % 5),
        ...(id === first.id ? { bpm: 118.3, key: { tonic: 6, mode: 'minor' }, lufs: -13.8 } : {}),
      }),
    )
  const bytes = [
    detailBytes(analyses[0], sampleDetail(seconds, 'mix')),
    detailBytes(analyses[1], sampleDetail(seconds, 'stems')),
    ...peakBytes(first.id, first.pcm.frames),
  ]
  return { library: { ...library, analyses, trackFacts }, bytes: bytes.flat() }
}

function detailBytes(analysis: Analysis | undefined, detail: AnalysisDetail): SampleBytes[] {
  return analysis
    ? [{ key: detailKey(analysis.trackId, analysis.source, 0), bytes: bytesOfDetail(detail) }]
    : []
}

/** A waveform that swells with the form of the sample's sections. */
function peakBytes(trackId: string, frames: number): SampleBytes[] {
  const all: SampleBytes[] = []
  for (let at = 0; at < frames;) {
    const piece = pcmPieceAt(frames, at)
    if (!piece) break
    const columns = Math.ceil(piece.frames / PEAK_FRAMES)
    const bytes = new Int8Array(columns * 2)
    for (let i = 0; i < columns; i++) {
      const t = (piece.start + i * PEAK_FRAMES) / frames
      const loud =
        0.45 + 0.3 * Math.sin(t * 25) + 0.18 * Math.abs(Math.sin(t * 911)) * Math.abs(Math.sin(t * 77))
      bytes[i * 2] = -Math.round(Math.max(0.05, loud) * 120)
      bytes[i * 2 + 1] = Math.round(Math.max(0.05, loud) * 118)
    }
    all.push({ key: trackPeaksKey(trackId, piece.id), bytes: new Uint8Array(bytes.buffer) })
    at = piece.start + piece.frames
  }
  return all
}
