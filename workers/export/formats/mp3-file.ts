import { FORMATS } from '#lib/core/exports/formats.ts'
import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { id3Tag } from '../tags/id3.ts'
import { infoFrame, Mp3Frames } from './mp3-frames.ts'
import { encoded } from './packets.ts'
import { register } from './encoders.ts'
import type { AudioWriter, WriteJob } from './writer.ts'

/** MP3 at one bitrate, by LAME. */
export function mp3Writer(format: AudioFormat): AudioWriter {
  return async (job) => {
    await register('mp3')
    const { bitrate } = FORMATS[format]
    const packets = encoded({ codec: 'mp3', bitrate: bitrate ?? 0, rate: job.rate, sounds: job.sounds })
    await writeMp3(job, bytesOf(packets), false)
  }
}

async function* bytesOf(packets: ReturnType<typeof encoded>): AsyncGenerator<Uint8Array> {
  for await (const { packet } of packets) yield packet.data
}

/**
 * Tag, information frame, frames. What LAME puts in front and behind stands in the information frame, so that players leave it out: the
 * file is as long as the sound, and begins where it begins.
 */
export async function writeMp3(
  job: WriteJob,
  bytes: AsyncIterable<Uint8Array>,
  isVbr: boolean,
): Promise<void> {
  const { out, rate, tags } = job
  await out.append(id3Tag(tags))
  const start = out.length
  const blank = infoFrame({ rate, isVbr, frames: 0, bytes: 0, delay: 0, padding: 0, places: [] })
  await out.append(blank)
  const frames = new Mp3Frames()
  for await (const piece of bytes) {
    frames.push(piece)
    await out.append(piece)
  }
  const length = out.length - start
  await out.write(
    start,
    infoFrame({
      ...{
        rate,
        isVbr,
        frames: frames.count,
        bytes: length,
        places: frames.places.map((at) => at + blank.length),
      },
      ...{ delay: LAME_DELAY, padding: frames.count * FRAME - LAME_DELAY - job.frames },
    }),
  )
}

/** Frames of sound in a frame of MPEG-1 Layer III. */
const FRAME = 1152
/** What LAME's encoder puts before the sound (`ENCDELAY`); a decoder adds 529 of its own, which players know. */
const LAME_DELAY = 576
