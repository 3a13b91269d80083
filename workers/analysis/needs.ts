import type { LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** What an analysis works with. */
export interface AnalysisNeeds {
  blobs: Pick<BlobStore, 'get'>
  short: RealFft
  long: RealFft
  /** What was measured of the file's own channels at import, if more than the stored stereo can tell. */
  measured: LoudnessReading | null
  now(): number
  tick(fraction: number): void
}
