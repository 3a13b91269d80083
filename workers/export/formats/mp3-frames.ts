/** Kilobits a second of MPEG-1 Layer III by index, and its rates. */
const BITRATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const
const RATES = [44_100, 48_000, 32_000] as const
const HEADER = 4

/** Bytes of the frame whose header this is; null where it is none. */
function frameBytes(b1: number, b2: number): number | null {
  // MPEG-1, Layer III, with or without a checksum.
  if ((b1 & 0xfe) !== 0xfa) return null
  const bitrate = BITRATES[b2 >> 4]
  const rate = RATES[(b2 >> 2) & 3]
  if (!bitrate || !rate) return null
  return Math.floor((144_000 * bitrate) / rate) + ((b2 >> 1) & 1)
}

/** Counts the frames of a stream that is cut anywhere, and keeps where they begin. */
export class Mp3Frames {
  /** From the first byte on; thinned out to at most twice a hundred by taking every so-manieth. */
  places: number[] = []
  count = 0
  #every = 1
  #at = 0
  /** Bytes of the current frame still to come. */
  #left = 0
  #head: number[] = []

  push(bytes: Uint8Array): void {
    let i = 0
    while (i < bytes.length) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, bytes.length - i)
        this.#left -= step
        this.#at += step
        i += step
        continue
      }
      this.#head.push(bytes[i] ?? 0)
      i += 1
      this.#at += 1
      if (this.#head.length === HEADER) this.#open()
    }
  }

  #open(): void {
    const [b0 = 0, b1 = 0, b2 = 0] = this.#head
    const length = b0 === 0xff ? frameBytes(b1, b2) : null
    if (length === null) {
      this.#head.shift()
      return
    }
    if (this.count % this.#every === 0) this.places.push(this.#at - HEADER)
    if (this.places.length === 400) {
      this.places = this.places.filter((_, index) => index % 2 === 0)
      this.#every *= 2
    }
    this.count += 1
    this.#left = length - HEADER
    this.#head = []
  }
}

export interface InfoFacts {
  rate: number
  isVbr: boolean
  /** Frames behind this one, and bytes with it. */
  frames: number
  bytes: number
  /** Samples that the encoder put before and behind the sound. */
  delay: number
  padding: number
  /** Where frames begin, evenly spread, from the first byte of this one. */
  places: readonly number[]
}

/** Bytes of side information in a stereo frame of MPEG-1. */
const SIDE = 32
/** With room for everything at every rate: 417 bytes at 44.1 kHz. */
const BITRATE_INDEX = 9

/**
 * The frame before the sound that tells its length, a table for seeking, and the encoder's delay (the Xing header with LAME's
 * extension, gabriel.mp3-tech.org/mp3infotag.html).
 */
export function infoFrame(facts: InfoFacts): Uint8Array<ArrayBuffer> {
  const rateIndex = Math.max(0, RATES.indexOf(facts.rate as (typeof RATES)[number]))
  const b2 = (BITRATE_INDEX << 4) | (rateIndex << 2)
  const frame = new Uint8Array(frameBytes(0xfb, b2) ?? 0)
  const view = new DataView(frame.buffer)
  // Joint stereo, as the frames behind it.
  frame.set([0xff, 0xfb, b2, 0x40])
  const at = HEADER + SIDE
  put(frame, at, facts.isVbr ? 'Xing' : 'Info')
  view.setUint32(at + 4, 0b0111)
  view.setUint32(at + 8, facts.frames)
  view.setUint32(at + 12, facts.bytes)
  frame.set(seekTable(facts), at + 16)
  const lame = at + 116
  put(frame, lame, 'LAME3.100')
  // Revision 0; 1 constant, 4 variable bitrate (VBR mtrh).
  frame[lame + 9] = facts.isVbr ? 4 : 1
  const { delay, padding } = { delay: clip12(facts.delay), padding: clip12(facts.padding) }
  frame.set([delay >> 4, ((delay & 15) << 4) | (padding >> 8), padding & 255], lame + 21)
  view.setUint32(lame + 28, facts.bytes)
  view.setUint16(lame + 34, crc16(frame.subarray(0, lame + 34)))
  return frame
}

const clip12 = (value: number) => Math.max(0, Math.min(4095, value))

function put(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i)
}

/** For each hundredth of the time, the 256ths of the bytes before it. */
function seekTable({ places, bytes }: InfoFacts): Uint8Array {
  return Uint8Array.from({ length: 100 }, (_, i) => {
    const place = places[Math.floor((places.length * i) / 100)] ?? 0
    return bytes > 0 ? Math.min(255, Math.floor((256 * place) / bytes)) : 0
  })
}

/** CRC-16 of the polynomial 0x8005, reflected: what closes LAME's extension. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}
