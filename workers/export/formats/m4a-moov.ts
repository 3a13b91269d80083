import type { FileWriter } from '../file-writer.ts'
import { moreFields, type WrittenTags } from '../tags/written-tags.ts'

interface Box {
  type: string
  /** Of the box itself, in the bytes looked at. */
  start: number
  end: number
}

/** Boxes that hold boxes, and how many bytes of their own come first. */
const PARENTS: Record<string, number> = { moov: 0, trak: 0, edts: 0, udta: 0, meta: 4, ilst: 0 }

/**
 * Mends the index at the end of an MP4: lengths to the frame (it was written in 57600ths of a second), and tags that have no atom of
 * their own, as iTunes writes them. It lies behind the sound, so that it may grow.
 */
export async function finishMoov({
  out,
  tags,
  frames,
  rate,
}: {
  out: FileWriter
  tags: WrittenTags
  frames: number
  rate: number
}): Promise<void> {
  const at = await findMoov(out)
  if (at === null) return
  const moov = await out.read(at, out.length - at)
  setLengths(moov, frames, rate)
  await out.write(at, withFields(moov, concat([disc(tags), freeForm(tags)])))
}

/** Where the index begins, if it is the last box of the file. */
async function findMoov(out: FileWriter): Promise<number | null> {
  for (let at = 0; at + 16 <= out.length;) {
    const head = await out.read(at, 16)
    const view = new DataView(head.buffer)
    const size = view.getUint32(0) === 1 ? Number(view.getBigUint64(8)) : view.getUint32(0)
    if (typeAt(head, 4) === 'moov') return at + size === out.length ? at : null
    if (size < 8) return null
    at += size
  }
  return null
}

function setLengths(moov: Uint8Array<ArrayBuffer>, frames: number, rate: number): void {
  const view = new DataView(moov.buffer)
  // Version 0 throughout: nobody exports songs of a day.
  for (const { type, start } of boxesIn(moov, 0, moov.length)) {
    if (type === 'mvhd' && moov[start + 8] === 0) {
      view.setUint32(start + 20, rate)
      view.setUint32(start + 24, frames)
    }
    if (type === 'tkhd' && moov[start + 8] === 0) view.setUint32(start + 28, frames)
    if (type === 'elst' && moov[start + 8] === 0) view.setUint32(start + 16, frames)
  }
}

/** Every box, parents before what they hold. */
function* boxesIn(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  for (let start = from; start + 8 <= to;) {
    const end = start + view.getUint32(start)
    const type = typeAt(bytes, start + 4)
    if (end < start + 8 || end > to) return
    yield { type, start, end }
    const own = PARENTS[type]
    if (own !== undefined) yield* boxesIn(bytes, start + 8 + own, end)
    start = end
  }
}

/** The same index with `fields` at the end of its list of tags, every box around it that much larger. */
function withFields(moov: Uint8Array<ArrayBuffer>, fields: Uint8Array): Uint8Array<ArrayBuffer> {
  const boxes = [...boxesIn(moov, 0, moov.length)]
  const list = boxes.findLast(({ type }) => type === 'ilst')
  if (!list || fields.length === 0) return moov
  const larger = new Uint8Array(moov.length + fields.length)
  larger.set(moov.subarray(0, list.end))
  larger.set(fields, list.end)
  larger.set(moov.subarray(list.end), list.end + fields.length)
  const view = new DataView(larger.buffer)
  for (const { start, end } of boxes)
    if (start <= list.start && end >= list.end) view.setUint32(start, end - start + fields.length)
  return larger
}

/** The number of the disc, in the atom that players read (`disk`). */
function disc({ discNumber }: WrittenTags): Uint8Array {
  if (discNumber === null) return new Uint8Array(0)
  const value = [0, 0, discNumber >> 8, discNumber & 255, 0, 0]
  return box('disk', [box('data', [[0, 0, 0, 0, 0, 0, 0, 0], value])])
}

function freeForm(tags: WrittenTags): Uint8Array {
  const fields: [string, string][] = moreFields(tags)
  if (tags.key) fields.push(['initialkey', tags.key])
  return concat(
    fields.map(([name, value]) =>
      box('----', [
        box('mean', [[0, 0, 0, 0], utf8('com.apple.iTunes')]),
        box('name', [[0, 0, 0, 0], utf8(name)]),
        // Type 1 is UTF-8.
        box('data', [[0, 0, 0, 1, 0, 0, 0, 0], utf8(value)]),
      ]),
    ),
  )
}

function box(type: string, parts: readonly ArrayLike<number>[]): Uint8Array {
  const content = concat(parts)
  const out = new Uint8Array(8 + content.length)
  new DataView(out.buffer).setUint32(0, out.length)
  out.set(utf8(type), 4)
  out.set(content, 8)
  return out
}

function concat(parts: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

const utf8 = (text: string) => new TextEncoder().encode(text)
const typeAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
