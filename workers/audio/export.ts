import type { FrameRange } from '#lib/core/domain/separation.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { noiseFrom, wavBytes, WavEncoder, wavHeader, type WavShape } from '#lib/core/dsp/wav.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { LaneMix, WavFormat } from './contract.ts'
import { mixedSound, rangeOf } from '../kit/mixed-sound.ts'
import { streamOf } from '../kit/stream-of.ts'

const BITS: Record<WavFormat, WavShape['bits']> = { wav16: 16, wav24: 24, wav32f: 32 }

function shapeOf(lanes: readonly LaneMix[], format: WavFormat, range: FrameRange | null): WavShape {
  const { start, end } = rangeOf(lanes, range)
  return { frames: end - start, sampleRate: SAMPLE_RATE, bits: BITS[format] }
}

async function* wavChunks(
  blobs: BlobStore,
  lanes: readonly LaneMix[],
  master: number,
  format: WavFormat,
  range: FrameRange | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const shape = shapeOf(lanes, format, range)
  const encoder = new WavEncoder(shape.bits, noiseFrom(1))
  yield wavHeader(shape)
  for await (const sound of mixedSound(blobs, lanes, master, range)) yield encoder.encode(sound)
}

/** One WAV file as a stream that makes only what is asked for. */
export function wavStream(
  blobs: BlobStore,
  lanes: readonly LaneMix[],
  master: number,
  format: WavFormat,
  range: FrameRange | null,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return streamOf(wavChunks(blobs, lanes, master, format, range))
}

/** Files of a ZIP, each made when its turn comes: only one is open at a time. */
export function* zipEntries(
  blobs: BlobStore,
  files: readonly { name: string; lanes: LaneMix[] }[],
  format: WavFormat,
  range: FrameRange | null,
): Generator<{ name: string; size: number; lastModified: Date; input: ReadableStream<Uint8Array> }> {
  const lastModified = new Date()
  for (const { name, lanes } of files) {
    const size = wavBytes(shapeOf(lanes, format, range))
    yield { name, size, lastModified, input: wavStream(blobs, lanes, 1, format, range) }
  }
}
