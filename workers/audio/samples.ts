import type { AudioSample } from 'mediabunny'

/**
 * Integers are scaled by ourselves: browsers divide positive and negative ones differently, 93 dB from the
 * truth.
 */
const SCALE = { u8: 128, s16: 32_768, s32: 2_147_483_648, f32: 1 } as const
type Kind = keyof typeof SCALE

/** The channels of a decoded block, exactly as the decoder gave them, at full scale 1. */
export function channelsOfSample(sample: AudioSample): Float32Array[] {
  const format = sample.format
  const kind = format.replace('-planar', '') as Kind
  if (format.endsWith('-planar')) {
    return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
      const plane = arrayFor(kind, sample.numberOfFrames)
      sample.copyTo(plane, { planeIndex, format })
      return scaled(plane, kind, 0, 1)
    })
  }
  const all = arrayFor(kind, sample.numberOfFrames * sample.numberOfChannels)
  sample.copyTo(all, { planeIndex: 0, format })
  return Array.from({ length: sample.numberOfChannels }, (_, c) =>
    scaled(all, kind, c, sample.numberOfChannels),
  )
}

function arrayFor(kind: Kind, length: number) {
  if (kind === 'u8') return new Uint8Array(length)
  if (kind === 's16') return new Int16Array(length)
  return kind === 's32' ? new Int32Array(length) : new Float32Array(length)
}

function scaled(from: ReturnType<typeof arrayFor>, kind: Kind, first: number, step: number): Float32Array {
  if (from instanceof Float32Array && step === 1) return from
  const out = new Float32Array(Math.floor(from.length / step))
  const zero = kind === 'u8' ? 128 : 0
  const gain = 1 / SCALE[kind]
  for (let i = 0, at = first; i < out.length; i++, at += step) out[i] = ((from[at] as number) - zero) * gain
  return out
}
