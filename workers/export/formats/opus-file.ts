import { EncodedAudioPacketSource, EncodedPacket, OggOutputFormat, Output, StreamTarget } from 'mediabunny'
import { FORMATS } from '#lib/core/exports/formats.ts'
import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { vorbisTags } from '../tags/media-tags.ts'
import { encoded, followed } from './packets.ts'
import type { AudioWriter } from './writer.ts'

/** Frames of 20 ms at 48 kHz. */
const PACKET = 960

/**
 * Opus in Ogg, by the browser's encoder. What it puts in front stands in the header (pre-skip, RFC 7845), and the last page says where
 * the sound ends: the file is exactly as long as the sound.
 */
export function opusWriter(format: AudioFormat): AudioWriter {
  return async (job) => {
    const target = new StreamTarget(
      new WritableStream({ write: ({ position, data }) => job.out.write(position, data) }),
    )
    const output = new Output({ format: new OggOutputFormat(), target })
    const source = new EncodedAudioPacketSource('opus')
    output.addAudioTrack(source)
    output.setMetadataTags(vorbisTags(job.tags))
    await output.start()
    const bitrate = FORMATS[format].bitrate ?? 0
    const sounds = followed(job.sounds, 2 * PACKET)
    let skip = 0
    let at = 0
    for await (const { packet, meta } of encoded({ codec: 'opus', bitrate, rate: 48_000, sounds })) {
      if (meta?.decoderConfig) skip = preSkipOf(meta.decoderConfig.description)
      const left = skip + job.frames - at
      if (left <= 0) continue
      const frames = Math.min(PACKET, left)
      await source.add(new EncodedPacket(packet.data, 'key', at / 48_000, frames / 48_000), meta)
      at += PACKET
    }
    await output.finalize()
  }
}

function preSkipOf(description: AllowSharedBufferSource | undefined): number {
  if (!description) return 0
  const view = ArrayBuffer.isView(description)
    ? new DataView(description.buffer, description.byteOffset, description.byteLength)
    : new DataView(description)
  return view.getUint16(10, true)
}
