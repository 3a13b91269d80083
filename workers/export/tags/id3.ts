import { moreFields, type WrittenTags } from './written-tags.ts'

/**
 * ID3v2.3 (id3.org, "ID3 tag version 2.3.0"): the version that every reader knows. Text is UTF-16 with its mark, so that every
 * letter comes through.
 */
export function id3Tag(tags: WrittenTags): Uint8Array<ArrayBuffer> {
  const frames = [
    ...texts(tags).map(([id, value]) => frame(id, [1, ...utf16(value)])),
    ...moreFields(tags).map(([name, value]) => frame('TXXX', [1, ...utf16(name), 0, 0, ...utf16(value)])),
    ...(tags.comment
      ? [frame('COMM', [1, ...ascii('eng'), ...utf16(''), 0, 0, ...utf16(tags.comment)])]
      : []),
    ...(tags.picture ? [picture(tags.picture)] : []),
  ]
  const size = frames.reduce((sum, one) => sum + one.length, 0)
  const tag = new Uint8Array(10 + size)
  tag.set([...ascii('ID3'), 3, 0, 0, ...sevenBits(size)])
  let at = 10
  for (const one of frames) {
    tag.set(one, at)
    at += one.length
  }
  return tag
}

function texts(tags: WrittenTags): [string, string][] {
  const number = (value: number | null) => (value === null ? '' : String(value))
  const all: [string, string][] = [
    ['TIT2', tags.title],
    ['TPE1', tags.artist],
    ['TALB', tags.album],
    ['TPE2', tags.albumArtist],
    ['TCON', tags.genre],
    ['TYER', number(tags.year)],
    ['TRCK', number(tags.trackNumber)],
    ['TPOS', number(tags.discNumber)],
    ['TBPM', tags.bpm === null ? '' : String(Math.round(tags.bpm))],
    ['TKEY', tags.key],
  ]
  return all.filter(([, value]) => value !== '')
}

function picture({ bytes, mime }: NonNullable<WrittenTags['picture']>): Uint8Array {
  const FRONT = 3
  const head = [0, ...ascii(mime), 0, FRONT, 0]
  const content = new Uint8Array(head.length + bytes.length)
  content.set(head)
  content.set(bytes, head.length)
  return frame('APIC', content)
}

function frame(id: string, content: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(10 + content.length)
  bytes.set(ascii(id))
  new DataView(bytes.buffer).setUint32(4, content.length)
  bytes.set(content, 10)
  return bytes
}

const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))

function utf16(text: string): number[] {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))]
  return units.flatMap((unit) => [unit & 0xff, unit >> 8])
}

/** Four bytes of seven bits: what a size in the head of a tag is written in. */
const sevenBits = (value: number) => [21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f)
