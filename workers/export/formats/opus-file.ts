import {
  canEncodeAudio,
  EncodedAudioPacketSource,
  EncodedPacket,
  OggOutputFormat,
  Output,
  StreamTarget,
} from 'mediabunny'
import { FORMATS } from '#lib/core/exports/formats.ts'
import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { vorbisTags } from '../tags/media-tags.ts'
import { byFfmpeg } from './by-ffmpeg.ts'
import { oggPackets } from './ogg-packets.ts'
import { encoded, followed } from './packets.ts'
import type { AudioWriter, WriteJob } from './writer.ts'

const RATE = 48_000

interface OpusPacket {
  data: Uint8Array
  /** At 48 kHz. */
  frames: number
  /** The header of an Ogg file, with the first one (RFC 7845, 5.1). */
  head: Uint8Array<ArrayBuffer> | null
}

/**
 * Opus in Ogg, by the browser's encoder, else by ffmpeg's. What it puts in front stands in the header (pre-skip, RFC 7845), and the last page
 * says where the sound ends: the file is exactly as long as the sound.
 */
export function opusWriter(format: AudioFormat): AudioWriter {
  return async (job) => {
    const bitrate = FORMATS[format].bitrate ?? 0
    const isHere = await canEncodeAudio('opus', { numberOfChannels: 2, sampleRate: RATE })
    await writeOpus(job, isHere ? byBrowser(job, bitrate) : packetsByFfmpeg(job, bitrate))
  }
}

async function writeOpus(job: WriteJob, packets: AsyncIterable<OpusPacket>): Promise<void> {
  const target = new StreamTarget(
    new WritableStream({ write: ({ position, data }) => job.out.write(position, data) }),
  )
  const output = new Output({ format: new OggOutputFormat(), target })
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  output.setMetadataTags(vorbisTags(job.tags))
  await output.start()
  let skip = 0
  let at = 0
  for await (const { data, frames, head } of packets) {
    if (head) skip = new DataView(head.buffer, head.byteOffset).getUint16(10, true)
    const left = skip + job.frames - at
    if (left <= 0) continue
    const seconds = Math.min(frames, left) / RATE
    await source.add(new EncodedPacket(data, 'key', at / RATE, seconds), head ? metaOf(head) : undefined)
    at += frames
  }
  await output.finalize()
}

const metaOf = (description: Uint8Array<ArrayBuffer>): EncodedAudioChunkMetadata => ({
  decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: RATE, description },
})

/** Frames of 20 ms. */
async function* byBrowser(job: WriteJob, bitrate: number): AsyncGenerator<OpusPacket> {
  const frames = 960
  const sounds = followed(job.sounds, 2 * frames)
  for await (const { packet, meta } of encoded({ codec: 'opus', bitrate, rate: RATE, sounds })) {
    yield { data: packet.data, frames, head: headOf(meta?.decoderConfig?.description) }
  }
}

/**
 * Frames of 10 ms: for longer ones this build's libopus has too small a stack, and ends with an access out of bounds. ffmpeg's file is taken
 * apart and written anew, so that its tags are those of all other files.
 */
async function* packetsByFfmpeg(job: WriteJob, bitrate: number): AsyncGenerator<OpusPacket> {
  const bytes = byFfmpeg(job, `-c:a libopus -b:a ${bitrate} -frame_duration 10 -f opus`)
  let head: Uint8Array<ArrayBuffer> | null = null
  let index = 0
  for await (const data of oggPackets(bytes)) {
    if (index === 0) head = data
    // The second one is ffmpeg's own tags.
    if (index > 1) yield { data, frames: 480, head: index === 2 ? head : null }
    index += 1
  }
}

function headOf(description: AllowSharedBufferSource | undefined): Uint8Array<ArrayBuffer> | null {
  if (!description) return null
  const view = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description)
  return view.slice()
}
