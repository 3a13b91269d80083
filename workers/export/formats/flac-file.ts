import { AudioSample, AudioSampleSource, FlacOutputFormat, Output, StreamTarget } from 'mediabunny'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { WavEncoder } from '#lib/core/dsp/wav.ts'
import { vorbisTags } from '../tags/media-tags.ts'
import { register } from './encoders.ts'
import { noiseOf } from './wav-file.ts'
import type { AudioWriter } from './writer.ts'

export function flacWriter(bits: 16 | 24): AudioWriter {
  return async (job) => {
    await register('flac')
    const target = new StreamTarget(
      new WritableStream({ write: ({ position, data }) => job.out.write(position, data) }),
    )
    const output = new Output({ format: new FlacOutputFormat(), target })
    const source = new AudioSampleSource({ codec: 'flac' })
    output.addAudioTrack(source)
    output.setMetadataTags(vorbisTags(job.tags))
    await output.start()
    const samples = sampler(bits, job.rate, noiseOf(job))
    for await (const sound of job.sounds) {
      const sample = samples(sound)
      await source.add(sample)
      sample.close()
    }
    await output.finalize()
  }
}

/** Integers of the wanted width; the encoder tells the width by the kind of sample. */
function sampler(bits: 16 | 24, rate: number, random: () => number): (sound: Stereo) => AudioSample {
  const encoder = new WavEncoder(16, random)
  let at = 0
  return (sound) => {
    const data = bits === 16 ? encoder.encode(sound) : wide(sound)
    const format = bits === 16 ? 's16' : 's32'
    const sample = new AudioSample({
      data,
      format,
      numberOfChannels: 2,
      sampleRate: rate,
      timestamp: at / rate,
    })
    at += sound[0].length
    return sample
  }
}

/** Rounded to 24 bits, in the upper part of 32. */
function wide([left, right]: Stereo): Int32Array<ArrayBuffer> {
  const out = new Int32Array(left.length * 2)
  for (let i = 0; i < left.length; i++) {
    out[2 * i] = to24(left[i] as number)
    out[2 * i + 1] = to24(right[i] as number)
  }
  return out
}

const to24 = (sample: number) => Math.max(-0x800000, Math.min(0x7fffff, Math.round(sample * 0x800000))) * 256
