const SAMPLE_RATE = 8000
const HEADER = 44

/** A WAV file of silence, 8 bits and one channel: the smallest thing that a browser calls playing. */
export function silentWav(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = Math.round(seconds * SAMPLE_RATE)
  const bytes = new Uint8Array(HEADER + samples).fill(0x80)
  const view = new DataView(bytes.buffer)
  const text = (at: number, four: string) => {
    for (let i = 0; i < 4; i++) bytes[at + i] = four.charCodeAt(i)
  }
  text(0, 'RIFF')
  view.setUint32(4, HEADER - 8 + samples, true)
  text(8, 'WAVE')
  text(12, 'fmt ')
  view.setUint32(16, 16, true)
  // Integers, one channel; rate; bytes a second; bytes a frame; bits.
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, SAMPLE_RATE, true)
  view.setUint32(28, SAMPLE_RATE, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, samples, true)
  return bytes
}
