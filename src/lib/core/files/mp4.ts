import { letters, viewOf, type ReadAt } from './read-at.ts'

interface Box {
  type: string
  /** First byte of its content, and the byte after it. */
  start: number
  end: number
}

export interface Mp4Facts {
  /** Whether the description of the sound is there: without it the file was cut. */
  hasMovie: boolean
  /** Encrypted: FairPlay, Widevine, PlayReady, Audible. */
  isProtected: boolean
  /** iTunes' note of encoder delay and length in frames of the file's own rate. */
  gapless: { skip: number; frames: number } | null
  /**
   * Seconds of the first edit that plays something, and the tick it is rounded to; null without an edit list.
   */
  edit: { seconds: number; tick: number; start: number } | null
}

const MAX_BOXES = 10_000
const ENTRIES_PROTECTED = ['drms', 'drmi', 'enca', 'encv', 'aavd', 'p608']

/**
 * Reads of an MP4 (ISO/IEC 14496-12) what mediabunny does not tell: protection, edit length, iTunes' gapless
 * note.
 */
export async function readMp4(read: ReadAt, size: number): Promise<Mp4Facts> {
  const walk = new Walk(read, size)
  const top = await walk.children(0, size)
  const brand = letters(await read(8, 12), 0)
  const moov = top.find((box) => box.type === 'moov')
  const facts: Mp4Facts = {
    hasMovie: moov !== undefined,
    isProtected: ['aax ', 'aaxc', 'M4P '].includes(brand) || top.some((box) => box.type === 'pssh'),
    gapless: null,
    edit: null,
  }
  if (!moov) return facts
  const inside = await walk.children(moov.start, moov.end)
  if (inside.some((box) => box.type === 'pssh')) facts.isProtected = true
  const scale = await walk.scaleOf(inside, 'mvhd')
  for (const trak of inside.filter((box) => box.type === 'trak')) await readTrack(walk, trak, scale, facts)
  facts.gapless = await readSmpb(walk, inside)
  return facts
}

async function readTrack(walk: Walk, trak: Box, scale: number, facts: Mp4Facts): Promise<void> {
  const boxes = await walk.children(trak.start, trak.end)
  const mdia = await walk.inside(boxes, ['mdia'])
  const handler = mdia.find((box) => box.type === 'hdlr')
  const isSound = handler && letters(await walk.read(handler.start + 8, handler.start + 12), 0) === 'soun'
  if (!isSound) return
  const stsd = (await walk.inside(mdia, ['minf', 'stbl'])).find((box) => box.type === 'stsd')
  const entries = stsd ? await walk.children(stsd.start + 8, stsd.end) : []
  if (entries.some((entry) => ENTRIES_PROTECTED.includes(entry.type))) facts.isProtected = true
  const elst = (await walk.inside(boxes, ['edts'])).find((box) => box.type === 'elst')
  if (elst && !facts.edit) facts.edit = readEdit(await walk.read(elst.start, elst.start + 1024), scale)
}

function readEdit(bytes: Uint8Array<ArrayBuffer>, scale: number): Mp4Facts['edit'] {
  if (bytes.length < 8) return null
  const view = viewOf(bytes)
  const long = view.getUint8(0) === 1
  const count = Math.min(view.getUint32(4), 40)
  const width = long ? 20 : 12
  for (let i = 0; i < count && 8 + (i + 1) * width <= bytes.length; i++) {
    const at = 8 + i * width
    const length = long ? Number(view.getBigUint64(at)) : view.getUint32(at)
    const start = long ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4)
    if (start >= 0) return { seconds: length / scale, tick: 1 / scale, start }
  }
  return null
}

/** `iTunSMPB` in `moov/udta/meta/ilst/----`: hexadecimal words, of which 1 is the delay and 3 the length. */
async function readSmpb(walk: Walk, moov: Box[]): Promise<Mp4Facts['gapless']> {
  const meta = (await walk.inside(moov, ['udta'])).find((box) => box.type === 'meta')
  const ilst = meta && (await walk.children(meta.start + 4, meta.end)).find((box) => box.type === 'ilst')
  if (!ilst) return null
  for (const box of await walk.children(ilst.start, ilst.end)) {
    if (box.type !== '----') continue
    const bytes = await walk.read(box.start, Math.min(box.end, box.start + 512))
    const text = letters(bytes, 0, bytes.length)
    const words = /iTunSMPB[^]*?data[^]{8}\s*([0-9A-Fa-f ]{30,})/.exec(text)?.[1]?.trim().split(/ +/)
    if (!words) continue
    const [, skip = NaN, , frames = NaN] = words.map((word) => parseInt(word, 16))
    if (skip >= 0 && skip < 100_000 && frames > 0) return { skip, frames }
  }
  return null
}

class Walk {
  readonly read: ReadAt
  readonly #size: number
  #seen = 0

  constructor(read: ReadAt, size: number) {
    this.read = read
    this.#size = size
  }

  async children(start: number, end: number): Promise<Box[]> {
    const boxes: Box[] = []
    let at = start
    while (at + 8 <= Math.min(end, this.#size) && this.#seen++ < MAX_BOXES) {
      const head = await this.read(at, at + 16)
      const view = viewOf(head)
      const short = view.getUint32(0)
      const long = short === 1 && head.length === 16
      const size = long ? Number(view.getBigUint64(8)) : short === 0 ? end - at : short
      if (size < (long ? 16 : 8)) break
      boxes.push({ type: letters(head, 4), start: at + (long ? 16 : 8), end: Math.min(end, at + size) })
      at += size
    }
    return boxes
  }

  /** Children along a path of types, empty where a step is missing. */
  async inside(boxes: Box[], path: string[]): Promise<Box[]> {
    let level = boxes
    for (const type of path) {
      const box = level.find((one) => one.type === type)
      if (!box) return []
      level = await this.children(box.start, box.end)
    }
    return level
  }

  /** Ticks a second of a movie or media header. */
  async scaleOf(boxes: Box[], type: string): Promise<number> {
    const box = boxes.find((one) => one.type === type)
    if (!box) return 1
    const bytes = await this.read(box.start, box.start + 24)
    if (bytes.length < 24) return 1
    const view = viewOf(bytes)
    return Math.max(1, view.getUint32(view.getUint8(0) === 1 ? 20 : 12))
  }
}
