import { noiseFrom, WavEncoder, wavHeader, type WavShape } from '#lib/core/dsp/wav.ts'
import { id3Tag } from '../tags/id3.ts'
import type { AudioWriter, WriteJob } from './writer.ts'

/** WAV with its tags in an `id3 ` chunk behind the sound: RIFF's own INFO has no letters beyond Latin-1. */
export function wavWriter(bits: WavShape['bits']): AudioWriter {
  return async (job) => {
    const { out, frames, rate } = job
    const header = wavHeader({ frames, sampleRate: rate, bits })
    await out.append(header)
    const encoder = new WavEncoder(bits, noiseOf(job))
    for await (const sound of job.sounds) await out.append(encoder.encode(sound))
    await appendTag(job, header)
  }
}

/** Noise for the dither; none is a value that takes itself away. */
export const noiseOf = ({ dither }: Pick<WriteJob, 'dither'>) => (dither ? noiseFrom(1) : () => 0)

async function appendTag({ out, tags }: WriteJob, header: Uint8Array<ArrayBuffer>): Promise<void> {
  const tag = id3Tag(tags)
  const isLarge = String.fromCharCode(...header.subarray(0, 4)) === 'RF64'
  // Beyond 4 GB nobody looks for tags, and the sizes lie elsewhere.
  if (isLarge || tag.length <= 10) return
  const even = tag.length + (tag.length % 2)
  const chunk = new Uint8Array(8 + even)
  chunk.set([0x69, 0x64, 0x33, 0x20])
  new DataView(chunk.buffer).setUint32(4, tag.length, true)
  chunk.set(tag, 8)
  // Chunks begin on even bytes.
  if (out.length % 2 === 1) await out.append(new Uint8Array(1))
  await out.append(chunk)
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, out.length - 8, true)
  await out.write(4, size)
}
