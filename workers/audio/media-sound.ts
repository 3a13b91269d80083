import { AudioSampleSink, type AudioSample } from 'mediabunny'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { secondsOf } from './media-seconds.ts'
import { trimFor } from './media-trim.ts'
import type { Media } from './open-media.ts'
import { channelsOfSample } from './samples.ts'
import type { Sound } from './sound.ts'
import { trimmed } from './trim.ts'

/**
 * The sound of an opened container by the browser's own decoders, block by block; null when it has none for it.
 */
export async function openMediaSound({ track }: Media, read: ReadAt, size: number): Promise<Sound | null> {
  if (!(await track.canDecode())) return null
  const samples = new AudioSampleSink(track).samples()
  const first = await samples.next()
  if (first.done) return null
  // Rate and channels as decoded: with SBR and PS they differ from what the container says.
  const { sampleRate: rate, numberOfChannels: channels, timestamp } = first.value
  const trim = await trimFor(track, read, size, { timestamp, rate })
  const seconds = await secondsOf(track, read, size)
  return {
    rate,
    channels,
    mask: null,
    expected: seconds === null ? null : seconds * rate,
    blocks: () => trimmed(blocksOf(first.value, samples, rate, channels), trim),
  }
}

async function* blocksOf(
  first: AudioSample,
  rest: AsyncGenerator<AudioSample, void, unknown>,
  rate: number,
  channels: number,
): AsyncGenerator<Float32Array[], void, undefined> {
  yield taken(first, rate, channels)
  for await (const sample of rest) yield taken(sample, rate, channels)
}

function taken(sample: AudioSample, rate: number, channels: number): Float32Array[] {
  try {
    if (sample.sampleRate !== rate) throw new RangeError(`the rate changes to ${sample.sampleRate}`)
    const block = channelsOfSample(sample)
    return Array.from(
      { length: channels },
      (_, c) => block[Math.min(c, block.length - 1)] ?? new Float32Array(),
    )
  } finally {
    sample.close()
  }
}
