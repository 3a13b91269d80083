/** Of a page's header before its table of lengths (RFC 3533, 6). */
const HEADER = 27
const SEGMENTS_AT = 26
/** A length that goes on in the next one. */
const GOES_ON = 255

/** The packets of an Ogg stream that is cut anywhere, in order. */
export async function* oggPackets(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let rest = new Uint8Array(0)
  let open = new Uint8Array(0)
  for await (const piece of bytes) {
    rest = joined(rest, piece)
    for (let page = pageOf(rest); page; page = pageOf(rest)) {
      for (const { start, end, isEnd } of page.parts) {
        open = joined(open, rest.subarray(start, end))
        if (!isEnd) continue
        yield open
        open = new Uint8Array(0)
      }
      rest = rest.slice(page.end)
    }
  }
}

interface Page {
  end: number
  parts: { start: number; end: number; isEnd: boolean }[]
}

/** The first page; null until all of it is there. */
function pageOf(bytes: Uint8Array): Page | null {
  const segments = bytes[SEGMENTS_AT]
  if (segments === undefined || bytes.length < HEADER + segments) return null
  const parts: Page['parts'] = []
  let start = HEADER + segments
  let end = start
  for (const [i, length] of bytes.subarray(HEADER, HEADER + segments).entries()) {
    end += length
    const isEnd = length < GOES_ON
    if (!isEnd && i < segments - 1) continue
    parts.push({ start, end, isEnd })
    start = end
  }
  return end <= bytes.length ? { end, parts } : null
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
