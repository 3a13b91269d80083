import { viewOf, type ReadAt } from './read-at.ts'

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const BLOCK_GROUP = 0xa0
const DISCARD_PADDING = 0x75a2
/** A day of one-second clusters; more is a damaged file. */
const MAX_ELEMENTS = 100_000

interface Element {
  id: number
  /** First byte of its content, and the byte after it. */
  start: number
  end: number
}

/**
 * Seconds that a WebM or Matroska file wants left out at its very end (DiscardPadding of the last block, RFC
 * 9559 section 5.1.3.5.7); 0 when it
 * does not say, or cannot be walked to its end.
 */
export async function discardedSeconds(read: ReadAt, size: number): Promise<number> {
  const segment = await lastOf(read, 0, size, SEGMENT)
  const cluster = segment && (await lastOf(read, segment.start, segment.end, CLUSTER))
  const group = cluster && (await lastOf(read, cluster.start, cluster.end, BLOCK_GROUP))
  const padding = group && (await lastOf(read, group.start, group.end, DISCARD_PADDING))
  if (!padding || padding.end - padding.start > 8) return 0
  const seconds = signed(await read(padding.start, padding.end)) / 1e9
  return seconds > 0 && seconds < 1 ? seconds : 0
}

async function lastOf(read: ReadAt, start: number, end: number, id: number): Promise<Element | null> {
  let last: Element | null = null
  let at = start
  for (let i = 0; i < MAX_ELEMENTS && at < end; i++) {
    const element = readElement(await read(at, Math.min(end, at + 12)), at, end)
    if (!element) break
    if (element.id === id) last = element
    at = element.end
  }
  return last
}

/** Id and size of EBML (RFC 8794, section 4): as many leading zero bits as there are further bytes. */
function readElement(bytes: Uint8Array<ArrayBuffer>, at: number, limit: number): Element | null {
  const idLength = lengthOf(bytes[0])
  const sizeLength = lengthOf(bytes[idLength])
  if (idLength > 4 || idLength + sizeLength > bytes.length) return null
  let id = 0
  for (let i = 0; i < idLength; i++) id = id * 256 + (bytes[i] ?? 0)
  let size = (bytes[idLength] ?? 0) & (0xff >> sizeLength)
  let isUnknown = size === 0xff >> sizeLength
  for (let i = 1; i < sizeLength; i++) {
    const byte = bytes[idLength + i] ?? 0
    size = size * 256 + byte
    isUnknown &&= byte === 0xff
  }
  const start = at + idLength + sizeLength
  return { id, start, end: isUnknown ? limit : Math.min(limit, start + size) }
}

function lengthOf(first: number | undefined): number {
  return first ? Math.clz32(first) - 23 : 99
}

function signed(bytes: Uint8Array<ArrayBuffer>): number {
  if (bytes.length === 0) return 0
  const view = viewOf(bytes)
  let value = view.getInt8(0)
  for (let i = 1; i < bytes.length; i++) value = value * 256 + view.getUint8(i)
  return value
}
