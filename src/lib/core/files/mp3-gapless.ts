import { letters, viewOf, type ReadAt } from './read-at.ts'
import { id3Length } from './sniff.ts'

/** What an encoder says it put around the sound, in frames of sound. */
export interface Mp3Gapless {
  /** To leave out at the start, the decoder's own delay included. */
  skip: number
  /** To leave out at the end. */
  tail: number
  /** Frames of sound with both, as the tag counts them; 0 when it does not. */
  total: number
}

/** Samples that every decoder of layer III lags behind: 528 and one (LAME technical FAQ, "decoder delay"). */
const DECODER_DELAY = 529
const SEARCH_BYTES = 64 * 1024

/**
 * Reads a Xing or Info frame and its LAME part (Gabriel Bouvigne, "MP3 Info Tag rev 1"), which encoders other
 * than LAME write too; null
 * without such a frame. As FFmpeg does, only the words of LAME, Lavf and Lavc on delay and padding are trusted.
 */
export async function readMp3Gapless(read: ReadAt): Promise<Mp3Gapless | null> {
  let start = 0
  for (let tags = 0; tags < 8; tags++) {
    const length = id3Length(await read(start, start + 10))
    if (length === 0) break
    start += length
  }
  const bytes = await read(start, start + SEARCH_BYTES)
  const frame = findFrame(bytes)
  return frame === null ? null : readTag(bytes.subarray(frame))
}

function findFrame(bytes: Uint8Array): number | null {
  for (let at = 0; at + 200 < bytes.length; at++) {
    const second = bytes[at + 1] ?? 0
    const third = bytes[at + 2] ?? 0
    const layerThree = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08
    if (bytes[at] === 0xff && layerThree && third >> 4 !== 15 && (third & 0x0c) !== 0x0c) return at
  }
  return null
}

function readTag(frame: Uint8Array<ArrayBuffer>): Mp3Gapless | null {
  const view = viewOf(frame)
  const first = (view.getUint8(1) & 0x18) === 0x18
  const mono = view.getUint8(3) >> 6 === 3
  const side = first ? (mono ? 17 : 32) : mono ? 9 : 17
  const at = 4 + side
  if (!['Xing', 'Info'].includes(letters(frame, at))) return null
  const flags = view.getUint32(at + 4)
  const frames = flags & 1 ? view.getUint32(at + 8) : 0
  const lame =
    at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  const total = frames * (first ? 1152 : 576)
  if (lame + 24 > frame.length || !['LAME', 'Lavf', 'Lavc'].includes(letters(frame, lame))) {
    return { skip: 0, tail: 0, total }
  }
  const delay = (view.getUint8(lame + 21) << 4) | (view.getUint8(lame + 22) >> 4)
  const padding = ((view.getUint8(lame + 22) & 15) << 8) | view.getUint8(lame + 23)
  return {
    skip: delay + DECODER_DELAY,
    // Of the padding the decoder's delay is already used up.
    tail: Math.max(0, padding - DECODER_DELAY),
    total,
  }
}
