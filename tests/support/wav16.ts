import type { Sound } from './stem-bytes.ts'

/** Samples of a 16-bit stereo WAV as n / 32768, which a browser's own decoder does not give exactly. */
export function readWav16(file: ArrayBuffer): Sound {
  const view = new DataView(file)
  let at = 12
  while (view.getUint32(at, false) !== 0x64617461) at += 8 + view.getUint32(at + 4, true)
  const samples = new Int16Array(file.slice(at + 8, at + 8 + view.getUint32(at + 4, true)))
  const side = (channel: number) =>
    Float32Array.from({ length: samples.length / 2 }, (_, i) => (samples[2 * i + channel] ?? 0) / 32_768)
  return { left: side(0), right: side(1) }
}
