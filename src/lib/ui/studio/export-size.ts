import type { WavFormat } from '#workers/audio/contract.ts'

const SAMPLE_BYTES: Record<WavFormat, number> = { wav16: 2, wav24: 3, wav32f: 4 }

/** About how many bytes stereo files of `frames` frames take; headers are left out. */
export function exportBytes(frames: number, format: WavFormat, files = 1): number {
  return frames * 2 * SAMPLE_BYTES[format] * files
}
