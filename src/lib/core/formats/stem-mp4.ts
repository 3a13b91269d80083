import { letters, viewOf, type ReadAt } from '../files/read-at.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { oneLine } from './plain-text.ts'

/** A stem as players of stem files show it. */
export interface StemLabel {
  name: string
  /** `#rrggbb`. */
  color: string
}

/** Bytes handed on at once. */
const STEP = 1_000_000
/** A player's own chain of effects, which stays off: the values are those that Native Instruments' tools write. */
const MASTERING_DSP = {
  compressor: {
    ...{ enabled: false, ratio: 3, output_gain: 0.5, release: 0.3, attack: 0.003, input_gain: 0.5 },
    ...{ threshold: 0, hp_cutoff: 300, dry_wet: 50 },
  },
  limiter: { enabled: false, release: 0.05, threshold: 0, ceiling: -0.35 },
}

/** What the atom `stem` says: version 1 of the format, the four stems in the order of their tracks. */
export function stemManifest(stems: readonly StemLabel[]): string {
  const all = stems.map(({ name, color }) => ({ name: oneLine(name), color }))
  return JSON.stringify({ mastering_dsp: MASTERING_DSP, version: 1, stems: all })
}

/**
 * A stem file (`.stem.mp4`) of an MP4 with five tracks of AAC, the master first. The atom is put into `moov/udta`, the stems are
 * switched off so that plain players play the master alone, and `moov` comes before the sound. Only `moov` is ever held in memory.
 */
export async function* stemMp4(
  read: ReadAt,
  size: number,
  stems: readonly StemLabel[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const boxes = await topBoxes(read, size)
  const ftyp = boxes.find(({ type }) => type === 'ftyp')
  const moov = boxes.find(({ type }) => type === 'moov')
  if (!ftyp || !moov) throw new Error('no MP4 with a description of its sound')
  const rest = boxes.filter((box) => box !== ftyp && box !== moov && box.type !== 'free')
  const grown = withStems(await read(moov.at, moov.at + moov.size), stemManifest(stems))
  const moves = movesOf(rest, ftyp.size + grown.length)
  moveChunks(grown, moves)
  yield await read(ftyp.at, ftyp.at + ftyp.size)
  yield grown
  for (const { at, size: length } of rest) {
    for (let from = at; from < at + length; from += STEP)
      yield await read(from, Math.min(at + length, from + STEP))
  }
}

interface Box {
  type: string
  /** Its first byte, and how many they are with its head. */
  at: number
  size: number
}

interface Move {
  from: number
  to: number
  by: number
}

async function topBoxes(read: ReadAt, size: number): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= size;) {
    const head = await read(at, at + 16)
    const box = boxAt(head, 0, size - at)
    boxes.push({ ...box, at })
    at += box.size
  }
  return boxes
}

function boxAt(bytes: Uint8Array<ArrayBuffer>, at: number, left: number): Box {
  const view = viewOf(bytes)
  const short = view.getUint32(at)
  const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? left : short
  if (size < 8 || size > left) throw new Error('an MP4 box that is longer than its file')
  return { type: letters(bytes, at + 4), at, size }
}

function childrenOf(bytes: Uint8Array<ArrayBuffer>, { at, size }: Box, skip = 8): Box[] {
  const boxes: Box[] = []
  for (let next = at + skip; next + 8 <= at + size;) {
    const box = boxAt(bytes, next, at + size - next)
    boxes.push(box)
    next += box.size
  }
  return boxes
}

/** The description of the sound with the atom in it, as a copy; `udta` is made where there is none. */
function withStems(moov: Uint8Array<ArrayBuffer>, manifest: string): Uint8Array<ArrayBuffer> {
  const whole = boxAt(moov, 0, moov.length)
  const inside = childrenOf(moov, whole)
  inside.filter(({ type }) => type === 'trak').forEach((trak, i) => i > 0 && switchOff(moov, trak))
  const stem = makeBox('stem', encodeUtf8(manifest))
  const parts = inside.map((box) => {
    const bytes = moov.subarray(box.at, box.at + box.size)
    return box.type === 'udta' ? makeBox('udta', stem, bytes.subarray(8)) : bytes
  })
  if (!inside.some(({ type }) => type === 'udta')) parts.push(makeBox('udta', stem))
  return makeBox('moov', ...parts)
}

/** Bit 0 of `tkhd`: a track that is played unasked (ISO/IEC 14496-12, 8.3.2). */
function switchOff(bytes: Uint8Array<ArrayBuffer>, trak: Box): void {
  const tkhd = childrenOf(bytes, trak).find(({ type }) => type === 'tkhd')
  if (tkhd) bytes[tkhd.at + 11] = (bytes[tkhd.at + 11] ?? 0) & ~1
}

function makeBox(type: string, ...parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + part.length, 8)
  const box = new Uint8Array(size)
  viewOf(box).setUint32(0, size)
  for (let i = 0; i < 4; i++) box[4 + i] = type.charCodeAt(i)
  let at = 8
  for (const part of parts) {
    box.set(part, at)
    at += part.length
  }
  return box
}

/** Where the boxes that are kept come to lie. */
function movesOf(rest: readonly Box[], start: number): Move[] {
  let next = start
  return rest.map(({ at, size }) => {
    const move = { from: at, to: at + size, by: next - at }
    next += size
    return move
  })
}

/** Chunks are found by their place in the file: `stco` in 32 bits, `co64` in 64. */
function moveChunks(moov: Uint8Array<ArrayBuffer>, moves: readonly Move[]): void {
  const view = viewOf(moov)
  const placed = (at: number) => at + (moves.find(({ from, to }) => at >= from && at < to)?.by ?? 0)
  for (const { type, at } of chunkTables(moov)) {
    const count = view.getUint32(at + 12)
    for (let i = 0; i < count; i++) {
      if (type === 'stco') view.setUint32(at + 16 + i * 4, placed(view.getUint32(at + 16 + i * 4)))
      else view.setBigUint64(at + 16 + i * 8, BigInt(placed(Number(view.getBigUint64(at + 16 + i * 8)))))
    }
  }
}

function chunkTables(moov: Uint8Array<ArrayBuffer>): Box[] {
  const into = (boxes: readonly Box[], ...types: string[]) =>
    boxes.filter(({ type }) => types.includes(type)).flatMap((box) => childrenOf(moov, box))
  const traks = into([boxAt(moov, 0, moov.length)], 'moov').filter(({ type }) => type === 'trak')
  const tables = into(into(into(into(traks, 'trak'), 'mdia'), 'minf'), 'stbl')
  return tables.filter(({ type }) => type === 'stco' || type === 'co64')
}
