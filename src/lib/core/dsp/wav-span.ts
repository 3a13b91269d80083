import type { Stereo } from './mix.ts'
import { noiseFrom, WavEncoder, wavHeader, type WavShape } from './wav.ts'

/** Frames that are encoded at once: half a megabyte at most. */
const BLOCK_FRAMES = 65_536

/** Fills `out` from frame `start` on. */
export type ReadFrames = (start: number, out: Stereo) => Promise<void>

/**
 * Bytes `start` to `end` (exclusive) of the WAV file of a sound that is read as it is needed. Any two spans agree where they
 * meet: the dither of each block is its own.
 */
export async function* wavSpan(
  shape: WavShape,
  read: ReadFrames,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const header = wavHeader(shape)
  if (start < header.length) yield header.slice(start, Math.min(end, header.length))
  const blockBytes = BLOCK_FRAMES * (shape.bits / 8) * 2
  const from = Math.max(0, start - header.length)
  for (let at = from - (from % blockBytes); at < end - header.length; at += blockBytes) {
    const block = await encodeBlock(shape, read, at / blockBytes)
    yield block.subarray(Math.max(0, from - at), Math.min(block.length, end - header.length - at))
  }
}

async function encodeBlock(
  shape: WavShape,
  read: ReadFrames,
  index: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = index * BLOCK_FRAMES
  const frames = Math.min(BLOCK_FRAMES, shape.frames - start)
  const sound: Stereo = [new Float32Array(frames), new Float32Array(frames)]
  await read(start, sound)
  return new WavEncoder(shape.bits, noiseFrom(index + 1)).encode(sound)
}
