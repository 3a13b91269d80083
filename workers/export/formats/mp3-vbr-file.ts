import { exportPrefix } from '#lib/core/domain/keys.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { FfmpegRun } from '../../kit/ffmpeg-host.ts'
import { writeMp3 } from './mp3-file.ts'
import type { AudioWriter, WriteJob } from './writer.ts'

/**
 * MP3 of variable bitrate, quality 0. Its encoder module knows constant bitrates only, so this one goes through ffmpeg's LAME: the sound
 * is laid down as plain float32 first and read lazily, so that memory stays bounded.
 */
export const mp3VbrWriter: AudioWriter = async (job) => {
  const scratch = `${exportPrefix(job.id)}sound/`
  const blobs = await layDown(job, scratch)
  const args =
    `-protocol_whitelist file -f f32le -ar ${job.rate} -ac 2 -i /in/file ` +
    '-c:a libmp3lame -q:a 0 -map_metadata -1 -id3v2_version 0 -write_xing 0 -f mp3 /out'
  const run = new FfmpegRun(new Blob(blobs), args.split(' '))
  try {
    await run.ready(() => job.alive())
    await writeMp3(job, heard(job, run), true)
  } finally {
    run.close()
    await job.blobs.removeAll(scratch)
  }
}

async function* heard(job: WriteJob, run: FfmpegRun): AsyncGenerator<Uint8Array> {
  for await (const bytes of run.bytes()) {
    job.alive()
    yield bytes
  }
}

async function layDown({ blobs, sounds }: WriteJob, prefix: string): Promise<Blob[]> {
  const kept: Blob[] = []
  for await (const sound of sounds) {
    const key = `${prefix}${String(kept.length).padStart(6, '0')}`
    await blobs.put([{ key, bytes: interleaved(sound) }])
    const blob = await blobs.blob(key)
    if (blob) kept.push(blob)
  }
  return kept
}

function interleaved([left, right]: Stereo): Uint8Array<ArrayBuffer> {
  const out = new Float32Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    out[2 * i] = left[i] as number
    out[2 * i + 1] = right[i] as number
  }
  return new Uint8Array(out.buffer)
}
