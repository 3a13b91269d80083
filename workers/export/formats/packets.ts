import {
  AudioSample,
  AudioSampleSource,
  type EncodedPacket,
  MkvOutputFormat,
  NullTarget,
  Output,
} from 'mediabunny'
import type { Stereo } from '#lib/core/dsp/mix.ts'

export interface Packet {
  packet: EncodedPacket
  meta: EncodedAudioChunkMetadata | undefined
}

export interface PacketPlan {
  codec: 'mp3' | 'aac' | 'opus'
  bitrate: number
  rate: number
  sounds: AsyncIterable<Stereo>
}

/** The encoder's packets, in order, before any container: where a file begins and ends is for its writer to say. */
export async function* encoded({ codec, bitrate, rate, sounds }: PacketPlan): AsyncGenerator<Packet> {
  const waiting: Packet[] = []
  const source = new AudioSampleSource({
    codec,
    bitrate,
    onEncodedPacket: (packet, meta) => void waiting.push({ packet, meta }),
  })
  // Every codec goes into this one; nothing of it is kept.
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target: new NullTarget() })
  output.addAudioTrack(source)
  await output.start()
  let at = 0
  for await (const [left, right] of sounds) {
    const data = new Float32Array(left.length * 2)
    data.set(left)
    data.set(right, left.length)
    const sample = new AudioSample({
      ...{ data, format: 'f32-planar', numberOfChannels: 2 },
      ...{ sampleRate: rate, timestamp: at / rate },
    })
    at += left.length
    await source.add(sample)
    sample.close()
    yield* waiting.splice(0)
  }
  await output.finalize()
  yield* waiting.splice(0)
}

/** With silence behind, so that an encoder gives out what it holds back. */
export async function* followed(sounds: AsyncIterable<Stereo>, frames: number): AsyncGenerator<Stereo> {
  yield* sounds
  yield [new Float32Array(frames), new Float32Array(frames)]
}
