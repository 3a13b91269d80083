import { hashesText, writeManifest, type Manifest } from '#lib/core/sharing/manifest.ts'
import { stemPieces } from '#lib/core/sharing/stem-pieces.ts'

export const SAMPLE_FRAMES = 44_100 * 12

/** A manifest of one stem in three pieces, as a sender writes it. */
export function sampleOf(): Manifest {
  const hash = new Uint8Array(32).fill(7)
  const pieces = stemPieces(SAMPLE_FRAMES, [0, 1, 2])
  return {
    ...{ version: 1, from: 'Ada', madeAt: 5, mix: null, original: null, model: null },
    song: {
      ...{ title: 'Rain', artist: 'Ada', album: '', albumArtist: '', genre: '', year: 2026 },
      ...{ trackNumber: null, discNumber: null, isrc: null, durationS: 12 },
      pcm: { frames: SAMPLE_FRAMES, mean: 0, std: 0.1, peak: 0.9 },
    },
    separation: {
      ...{ modelId: 'htdemucs', modelHash: 'ab', stems: ['vocals'], frames: SAMPLE_FRAMES },
      ...{ finished: [0, 1, 2], region: null },
    },
    units: pieces.map((_, index) => ({
      ...{ role: 'stem', stem: 'vocals', index, bytes: 1000 },
      hashes: hashesText([hash]),
    })),
  }
}

let made: Uint8Array<ArrayBuffer> | null = null

export const sampleManifest = (): Uint8Array<ArrayBuffer> => (made ??= writeManifest(sampleOf()))
