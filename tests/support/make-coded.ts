import type { FfmpegCore } from '@ffmpeg/core'
import wasmUrl from '@ffmpeg/core/wasm?url'
import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  OggOutputFormat,
  Output,
  WebMOutputFormat,
  type AudioCodec,
} from 'mediabunny'
import { wavFile } from './make-wav.ts'

type Files = FfmpegCore['FS'] & {
  writeFile(path: string, bytes: Uint8Array): void
  readFile(path: string): Uint8Array<ArrayBuffer>
}

let core: Promise<FfmpegCore> | null = null

async function openCore(): Promise<FfmpegCore> {
  const { default: create } = await import('@ffmpeg/core')
  const wasmURL = new URL(wasmUrl, location.href).href
  return create({ mainScriptUrlOrBlob: `#${btoa(JSON.stringify({ wasmURL, workerURL: '' }))}` })
}

/** Browser tests only: a file as FFmpeg writes it. `args` go before the name of the output. */
export async function encode(
  channels: readonly Float32Array[],
  rate: number,
  extension: string,
  args: string[] = [],
): Promise<File> {
  const ffmpeg = await (core ??= openCore())
  const fs = ffmpeg.FS as Files
  const words: string[] = []
  ffmpeg.setLogger(({ message }) => words.push(message))
  fs.writeFile('in.wav', wavFile(channels, rate, 'int16'))
  ffmpeg.exec('-i', 'in.wav', ...args, `out.${extension}`)
  try {
    return new File([fs.readFile(`out.${extension}`)], `song.${extension}`)
  } catch {
    throw new Error(words.slice(-4).join(' | '))
  }
}

/** Opus, which FFmpeg's WebAssembly build cannot write. */
export async function encodeOpus(
  channels: readonly [Float32Array, Float32Array],
  container: 'ogg' | 'webm',
): Promise<File> {
  const format = container === 'ogg' ? new OggOutputFormat() : new WebMOutputFormat()
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const source = new AudioSampleSource({ codec: 'opus' satisfies AudioCodec, bitrate: 192_000 })
  output.addAudioTrack(source)
  await output.start()
  const data = new Float32Array(channels[0].length * 2)
  channels.forEach((channel, c) => data.set(channel, c * channel.length))
  const init = { data, format: 'f32-planar', numberOfChannels: 2, sampleRate: 48_000, timestamp: 0 } as const
  const sample = new AudioSample(init)
  await source.add(sample)
  sample.close()
  await output.finalize()
  return new File([target.buffer ?? new ArrayBuffer()], `song.${container === 'ogg' ? 'opus' : 'webm'}`)
}
