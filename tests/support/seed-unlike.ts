import { newDownload, type JudgedOffer } from '#lib/core/domain/download.ts'
import type { SampleLibrary } from './seed-library.ts'

const offer = (source: 'audius' | 'internet-archive', title: string, deltaMs: number): JudgedOffer => ({
  ...{
    source,
    src: `${source}:${title}`,
    title,
    artist: 'Björk',
    album: null,
    durationMs: 168_000 + deltaMs,
  },
  ...{ isrc: null, from: null, pageUrl: null, licenceUrl: null, claimed: null, bytes: null, prepare: false },
  ...{ score: 0.8, reasons: ['title-same', 'artist-same'], deltaMs, certain: true },
})

/** The library with `trackId` as a download that does not sound like its preview. */
export function unlikeLibrary(library: SampleLibrary, trackId: string): SampleLibrary {
  const offers = [offer('audius', 'Marble', 0), offer('internet-archive', 'Marble (live)', 4000)]
  const [chosen = null] = offers
  const real = { codec: 'mp3', bitrate: 192_000, lossless: false, sampleRate: 44_100 }
  const record = { finishedAt: 1, tookMs: 4000, bytes: 5_400_000, sha256: trackId, real, preview: false }
  const comparison = { verdict: 'differs', score: 0.23, shift: 0, atS: null, comparedAt: 2 } as const
  return {
    ...library,
    tracks: library.tracks.map((track) =>
      track.id === trackId ? { ...track, sourceKey: `list:${trackId}` } : track,
    ),
    downloads: [
      { ...newDownload(trackId, 'high', 1), ...{ state: 'done', offers, chosen, record, comparison } },
    ],
  }
}
