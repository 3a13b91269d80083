import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { FfmpegRun } from '../../kit/ffmpeg-host.ts'
import type { WriteJob } from './writer.ts'

/**
 * What ffmpeg makes of the sound, in order. The sound is laid down as plain float32 first and read lazily, so that memory stays bounded.
 * Fault: `encoder-missing` where nothing comes out.
 */
export async function* byFfmpeg(job: WriteJob, encoding: string): AsyncGenerator<Uint8Array> {
  const scratch = `${exportPrefix(job.id)}sound/`
  const blobs = await layDown(job, scratch)
  const args =
    `-protocol_whitelist file -f f32le -ar ${job.rate} -ac 2 -i /in/file -map_metadata -1 ` +
    `${encoding} /out`
  const run = new FfmpegRun(new Blob(blobs), args.split(' '))
  let count = 0
  try {
    await run.ready(() => job.alive())
    for await (const bytes of run.bytes()) {
      job.alive()
      count += bytes.length
      yield bytes
    }
    if (count === 0) throw new FaultError(fault('encoder-missing', { detail: run.words }))
  } finally {
    run.close()
    await job.blobs.removeAll(scratch)
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
