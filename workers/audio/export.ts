import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { Mixer, type Stereo } from '#lib/core/dsp/mix.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { noiseFrom, wavBytes, WavEncoder, wavHeader, type WavShape } from '#lib/core/dsp/wav.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { LaneMix, WavFormat } from './contract.ts'
import { LaneReader } from '#lib/platform/blobs/lane-reader.ts'

/** Frames mixed and written at once: 0.37 s. */
const STEP = 16_384

const BITS: Record<WavFormat, WavShape['bits']> = { wav16: 16, wav24: 24, wav32f: 32 }

function rangeOf(lanes: readonly LaneMix[], range: FrameRange | null): FrameRange {
  const frames = Math.max(0, ...lanes.map((lane) => lane.frames))
  const whole = range ?? { start: 0, end: frames }
  if (lanes.length === 0 || whole.start < 0 || whole.end > frames || whole.end <= whole.start) {
    throw new FaultError(fault('unknown', { detail: `nothing to export in ${whole.start}..${whole.end}` }))
  }
  return whole
}

function shapeOf(lanes: readonly LaneMix[], format: WavFormat, range: FrameRange | null): WavShape {
  const { start, end } = rangeOf(lanes, range)
  return { frames: end - start, sampleRate: SAMPLE_RATE, bits: BITS[format] }
}

/** The lanes summed by the same mixer that plays them, standing on their settings from the first sample. */
export async function* mixedSound(
  blobs: BlobStore,
  lanes: readonly LaneMix[],
  master: number,
  range: FrameRange | null,
): AsyncGenerator<Stereo> {
  const { start, end } = rangeOf(lanes, range)
  const mixer = new Mixer(lanes.length)
  mixer.aim(
    lanes.map((lane) => lane.settings),
    master,
  )
  mixer.settle()
  const readers = lanes.map((lane) => new LaneReader(blobs, lane))
  for (let at = start; at < end; at += STEP) {
    const frames = Math.min(STEP, end - at)
    const sounds = lanes.map((): Stereo => [new Float32Array(frames), new Float32Array(frames)])
    await Promise.all(sounds.map((sound, index) => readers[index]?.read(at, sound)))
    const out: Stereo = [new Float32Array(frames), new Float32Array(frames)]
    mixer.mix(sounds, 0, out, 0, frames)
    yield out
  }
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

/**
 * A stream from a generator, pulled one chunk at a time; a fault ends it as data, since errors lose it on the
 * way.
 */
export function streamOf<T>(chunks: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          controller.error(error instanceof FaultError ? error.fault : error)
        }
      },
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
