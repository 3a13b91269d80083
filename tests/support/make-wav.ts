export type WavSample = 'uint8' | 'int16' | 'int24' | 'int32' | 'float32' | 'float64'

const BYTES = { uint8: 1, int16: 2, int24: 3, int32: 4, float32: 4, float64: 8 } as const

/** A WAV file of these channels. `mask` makes it extensible. */
export function wavFile(
  channels: readonly Float32Array[],
  rate: number,
  sample: WavSample,
  mask?: number,
): Uint8Array<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0
  const wide = BYTES[sample]
  const block = wide * channels.length
  const fmt = mask === undefined ? 16 : 40
  const bytes = new Uint8Array(28 + fmt + frames * block)
  const view = new DataView(bytes.buffer)
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)))
  const tag = sample.startsWith('float') ? 3 : 1
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, fmt, true)
  view.setUint16(20, mask === undefined ? tag : 0xfffe, true)
  view.setUint16(22, channels.length, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * block, true)
  view.setUint16(32, block, true)
  view.setUint16(34, wide * 8, true)
  if (mask !== undefined) {
    view.setUint16(36, 22, true)
    view.setUint16(38, wide * 8, true)
    view.setUint32(40, mask, true)
    view.setUint16(44, tag, true)
    text(46, '\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71')
  }
  text(20 + fmt, 'data')
  view.setUint32(24 + fmt, frames * block, true)
  for (let i = 0, at = 28 + fmt; i < frames; i++) {
    for (const channel of channels) {
      write(view, at, channel[i] ?? 0, sample)
      at += wide
    }
  }
  return bytes
}

function write(view: DataView, at: number, x: number, sample: WavSample): void {
  const whole = (scale: number) => Math.max(-scale, Math.min(scale - 1, Math.round(x * scale)))
  if (sample === 'uint8') view.setUint8(at, whole(128) + 128)
  if (sample === 'int16') view.setInt16(at, whole(32_768), true)
  if (sample === 'int24') {
    view.setUint16(at, whole(8_388_608) & 0xffff, true)
    view.setInt8(at + 2, whole(8_388_608) >> 16)
  }
  if (sample === 'int32') view.setInt32(at, whole(2_147_483_648), true)
  if (sample === 'float32') view.setFloat32(at, x, true)
  if (sample === 'float64') view.setFloat64(at, x, true)
}

/** A tone that rises from 100 Hz through the band under a little noise: it matches itself at one place only. */
export function chirp(rate: number, frames: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(frames)
  let seed = 1
  for (let i = 0; i < frames; i++) {
    seed = (seed * 48_271) % 2_147_483_647
    const hz = 100 + (rate / 8) * (i / frames)
    out[i] = 0.4 * Math.sin((2 * Math.PI * hz * i) / rate) + 0.05 * (seed / 2_147_483_647 - 0.5)
  }
  return out
}
