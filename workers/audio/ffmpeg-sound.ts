import { pcmChannels, type PcmFile } from '#lib/core/files/pcm.ts'
import { readerOf } from '#lib/core/files/read-at.ts'
import { readWav } from '#lib/core/files/wav.ts'
import { FfmpegRun } from '../kit/ffmpeg-host.ts'
import type { Sound } from './sound.ts'

/** The first sound of the file as a WAVE stream of float32. */
const ARGS = '-protocol_whitelist file -i /in/file -map 0:a:0 -vn -sn -dn -c:a pcm_f32le -f wav /out'

/**
 * Everything else: ALAC, WMA, ADPCM, CAF, WavPack, AC-3, damaged files. ffmpeg trims delay and padding itself,
 * and writes a WAVE stream of
 * float32 that is read as any other. Null when it found no sound. Fault: `engine-start`.
 */
export async function openFfmpeg(
  blob: Blob,
  alive: () => void,
): Promise<{ sound: Sound; close(): void } | null> {
  const run = new FfmpegRun(blob, ARGS.split(' '))
  try {
    await run.ready(alive)
    const bytes = run.bytes()
    const first = await bytes.next()
    if (first.done) throw new Error(run.words)
    // The stream has no end that its header could know.
    const file = await readWav(readerOf(first.value), Number.MAX_SAFE_INTEGER)
    if (!file) throw new Error('ffmpeg wrote no WAVE header')
    const { rate, channels, mask } = file
    const expected = run.seconds === null ? null : run.seconds * rate
    const blocks = () => blocksOf(first.value.subarray(file.start), bytes, file)
    return { sound: { rate, channels, mask, expected, blocks }, close: () => run.close() }
  } catch (error) {
    run.close()
    throw error
  }
}

/** Whole frames of a stream that is cut anywhere. */
async function* blocksOf(
  first: Uint8Array<ArrayBuffer>,
  rest: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>,
  { format, channels }: PcmFile,
): AsyncGenerator<Float32Array[], void, undefined> {
  const frameBytes = format.bytes * channels
  let left = first
  for (;;) {
    const whole = left.length - (left.length % frameBytes)
    if (whole > 0) yield pcmChannels(left.subarray(0, whole), format, channels)
    const next = await rest.next()
    if (next.done) return
    const joined = new Uint8Array(left.length - whole + next.value.length)
    joined.set(left.subarray(whole))
    joined.set(next.value, left.length - whole)
    left = joined
  }
}
