import { EncodedAudioPacketSource, EncodedPacket, Mp4OutputFormat, Output, StreamTarget } from 'mediabunny'
import { FORMATS } from '#lib/core/exports/formats.ts'
import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { mp4Tags } from '../tags/media-tags.ts'
import { register } from './encoders.ts'
import { finishMoov } from './m4a-moov.ts'
import { encoded } from './packets.ts'
import type { AudioWriter } from './writer.ts'

/** Frames in a packet of AAC, and as many that its encoder puts before the sound. */
export const AAC_FRAMES = 1024

/**
 * AAC in MP4. The edit list says where the sound begins and how long it is, so that players leave out what the encoder added.
 */
export function aacWriter(format: AudioFormat): AudioWriter {
  return async (job) => {
    await register('aac')
    const target = new StreamTarget(
      new WritableStream({ write: ({ position, data }) => job.out.write(position, data) }),
    )
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target })
    const source = new EncodedAudioPacketSource('aac')
    output.addAudioTrack(source)
    output.setMetadataTags(mp4Tags(job.tags))
    await output.start()
    const { rate, frames } = job
    const bitrate = FORMATS[format].bitrate ?? 0
    let at = -AAC_FRAMES
    for await (const { packet, meta } of encoded({ codec: 'aac', bitrate, rate, sounds: job.sounds })) {
      if (at >= frames) continue
      const length = Math.min(AAC_FRAMES, frames - at)
      await source.add(new EncodedPacket(packet.data, 'key', at / rate, length / rate), meta)
      at += AAC_FRAMES
    }
    await output.finalize()
    await finishMoov(job)
  }
}
