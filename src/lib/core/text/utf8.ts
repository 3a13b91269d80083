/** UTF-8 of the text; halves of a pair that stand alone become the sign for what cannot be written. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  for (const letter of text.toWellFormed()) {
    const point = letter.codePointAt(0) ?? 0
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000)
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else bytes.push(0xf0 | (point >> 18), ...[12, 6, 0].map((shift) => 0x80 | ((point >> shift) & 63)))
  }
  return Uint8Array.from(bytes)
}

/** The text in these bytes; throws at bytes that are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const start = at
    while (at < bytes.length && at - start < 8192 && (bytes[at] ?? 0) < 0x80) at++
    text += String.fromCharCode(...bytes.subarray(start, at))
    if (at >= bytes.length || (bytes[at] ?? 0) < 0x80) continue
    const [point, length] = pointAt(bytes, at)
    text += String.fromCodePoint(point)
    at += length
  }
  return text
}

function pointAt(bytes: Uint8Array, at: number): [number, number] {
  const first = bytes[at] ?? 0
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  let point = first & (0xff >> (length + 1))
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0
    if (byte >> 6 !== 2) throw new RangeError('no UTF-8')
    point = (point << 6) | (byte & 63)
  }
  if (first < 0xc2 || first > 0xf4 || point > 0x10ffff) throw new RangeError('no UTF-8')
  return [point, length]
}
