import { fault, FaultError } from '../domain/fault.ts'
import { decodeUtf8 } from '../text/utf8.ts'

/** Bytes that can be read at any place. */
export interface Source {
  size: number
  read(at: number, length: number): Promise<Uint8Array>
}

export interface Found {
  name: string
  bytes: number
  crc: number
  /** Where its bytes begin. */
  data: number
}

/** More entries than any library has: an archive with more was made to exhaust whoever reads it. */
const MOST_ENTRIES = 500_000
const MOST_DIRECTORY = 160 * 1024 * 1024
const MOST_NAME = 300
const END = 0x06054b50
const LINE = 0x02014b50
const LOCAL = 0x04034b50

const hostile = (detail: string) => new FaultError(fault('backup-hostile', { detail }))

/** Names as we write them; whatever else stands there was not written by us. */
function isOurs(name: string): boolean {
  if (name.length === 0 || name.length > MOST_NAME) return false
  if (/[\\:\p{Cc}]/u.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** An entry's name; one that is no UTF-8 is nobody's and empty, which is refused like every foreign one. */
function nameIn(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes)
  } catch {
    return ''
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const u64 = (view: DataView, at: number) => Number(view.getBigUint64(at, true))

/**
 * The files of an archive by its directory; null where there is none (cut off). Everything is checked before a byte of it is
 * trusted. Faults thrown as FaultError: `backup-hostile`.
 */
export async function readDirectory(source: Source): Promise<Found[] | null> {
  const place = await directoryPlace(source)
  if (!place) return null
  if (place.count > MOST_ENTRIES || place.bytes > MOST_DIRECTORY) throw hostile(`${place.count} entries`)
  const bytes = await source.read(place.at, place.bytes)
  const lines = linesOf(bytes, place.count)
  if (!lines) return null
  const found: Found[] = []
  const names = new Set<string>()
  let end = 0
  for (const line of lines.toSorted((a, b) => a.at - b.at)) {
    if (!isOurs(line.name)) throw hostile('a name that leads elsewhere')
    if (names.has(line.name)) throw hostile('two entries of one name')
    names.add(line.name)
    if (line.method !== 0 || line.packed !== line.bytes) throw hostile('an entry that is packed')
    // Entries that share bytes make a small file into an endless one.
    if (line.at < end) throw hostile('entries that overlap')
    end = line.at + 30 + line.bytes
    if (end > place.at) throw hostile('an entry larger than the archive')
    found.push({ name: line.name, bytes: line.bytes, crc: line.crc, data: line.at })
  }
  return found
}

/** Where an entry's bytes begin, after its own header; null when none of ours stands there. */
export async function withData(source: Source, entry: Found): Promise<Found | null> {
  const head = await headAt(source, entry.data)
  if (!head || head.name !== entry.name || head.bytes !== entry.bytes) return null
  return { ...entry, data: head.data }
}

/** The files of an archive without a directory, from its beginning on, as far as they are whole. */
export async function scan(source: Source): Promise<Found[]> {
  const found: Found[] = []
  const names = new Set<string>()
  for (let at = 0; found.length < MOST_ENTRIES;) {
    const head = await headAt(source, at)
    if (!head || !isOurs(head.name) || names.has(head.name)) break
    if (head.data + head.bytes > source.size) break
    names.add(head.name)
    // `data` is where its header begins, as in a directory.
    found.push({ ...head, data: at })
    at = head.data + head.bytes
  }
  return found
}

async function headAt(source: Source, at: number): Promise<Found | null> {
  if (at + 30 > source.size) return null
  const bytes = await source.read(at, Math.min(source.size - at, 30 + MOST_NAME * 4 + 20))
  const view = viewOf(bytes)
  if (view.getUint32(0, true) !== LOCAL || view.getUint16(8, true) !== 0) return null
  const length = view.getUint16(26, true)
  const extra = view.getUint16(28, true)
  if (extra < 20 || bytes.length < 30 + length + 20) return null
  if (view.getUint16(30 + length, true) !== 1) return null
  const name = nameIn(bytes.subarray(30, 30 + length))
  const size = u64(view, 30 + length + 4)
  return { name, bytes: size, crc: view.getUint32(14, true), data: at + 30 + length + extra }
}

interface Place {
  count: number
  bytes: number
  at: number
}

/** ZIP64's end (4.3.14), which we always write, found by the plain one at the very end. */
async function directoryPlace(source: Source): Promise<Place | null> {
  const length = 56 + 20 + 22
  if (source.size < length) return null
  const view = viewOf(await source.read(source.size - length, length))
  if (view.getUint32(76, true) !== END || view.getUint32(0, true) !== 0x06064b50) return null
  const place = { count: u64(view, 32), bytes: u64(view, 40), at: u64(view, 48) }
  return place.at + place.bytes + length === source.size ? place : null
}

interface Line {
  name: string
  method: number
  packed: number
  bytes: number
  crc: number
  at: number
}

function linesOf(bytes: Uint8Array, count: number): Line[] | null {
  const view = viewOf(bytes)
  const lines: Line[] = []
  let at = 0
  while (at + 46 <= bytes.length) {
    const [length, extra] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)]
    const end = at + 46 + length
    if (view.getUint32(at, true) !== LINE || extra !== 28 || end + extra > bytes.length) return null
    lines.push({
      name: nameIn(bytes.subarray(at + 46, end)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...{ bytes: u64(view, end + 4), packed: u64(view, end + 12), at: u64(view, end + 20) },
    })
    at = end + extra
  }
  return lines.length === count ? lines : null
}
