import { loudnessKey } from '#lib/core/domain/keys.ts'
import { loudnessWeights } from '#lib/core/dsp/downmix.ts'
import { LoudnessMeter, type LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { bytesOfReading } from '#lib/platform/blobs/reading-bytes.ts'
import type { Sound } from './sound.ts'

/**
 * A meter on the file's own channels, where the stored stereo at 44.1 kHz would tell something else: more channels than two,
 * or another rate. null where the stored sound is the same.
 */
export function loudnessTap({
  channels,
  rate,
  mask,
}: Pick<Sound, 'channels' | 'rate' | 'mask'>): LoudnessMeter | null {
  if (channels <= 2 && rate === SAMPLE_RATE) return null
  return new LoudnessMeter(rate, loudnessWeights(channels, mask))
}

export function keepReading(
  store: Pick<BlobStore, 'put'>,
  trackId: string,
  reading: LoudnessReading,
): Promise<void> {
  return store.put([{ key: loudnessKey(trackId), bytes: bytesOfReading(reading) }])
}
