import { encodeUtf8 } from '../text/utf8.ts'
/** One file of an archive, stored as it is. */
export interface ZipEntry {
  name: string
  bytes: number
  crc: number
  /** Where its local header begins. */
  at: number
}

const MOST_32 = 0xffffffff
const UTF8_NAMES = 0x0800
const VERSION_64 = 45
/** 1 January 1980, the first day a ZIP knows: what is inside tells its own time. */
const DAY_ONE = 0x0021

class Writer {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
    this.#view = new DataView(this.bytes.buffer)
  }

  u16(...values: number[]): this {
    for (const value of values) {
      this.#view.setUint16(this.#at, value, true)
      this.#at += 2
    }
    return this
  }

  u32(...values: number[]): this {
    for (const value of values) {
      this.#view.setUint32(this.#at, value, true)
      this.#at += 4
    }
    return this
  }

  u64(...values: number[]): this {
    for (const value of values) {
      this.#view.setBigUint64(this.#at, BigInt(value), true)
      this.#at += 8
    }
    return this
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#at)
    this.#at += bytes.length
    return this
  }
}

const nameOf = (name: string) => encodeUtf8(name)

/**
 * The header before an entry's bytes (APPNOTE 4.3.7). Sizes are always ZIP64's and stand before the bytes, so that an archive
 * that was cut off can be read from its beginning.
 */
export function localHeader({ name, bytes, crc }: Omit<ZipEntry, 'at'>): Uint8Array<ArrayBuffer> {
  const text = nameOf(name)
  return new Writer(30 + text.length + 20)
    .u32(0x04034b50)
    .u16(VERSION_64, UTF8_NAMES, 0, 0, DAY_ONE)
    .u32(crc, MOST_32, MOST_32)
    .u16(text.length, 20)
    .put(text)
    .u16(1, 16)
    .u64(bytes, bytes).bytes
}

/** An entry's line of the directory at the end (4.3.12). */
export function directoryLine({ name, bytes, crc, at }: ZipEntry): Uint8Array<ArrayBuffer> {
  const text = nameOf(name)
  return new Writer(46 + text.length + 28)
    .u32(0x02014b50)
    .u16(VERSION_64, VERSION_64, UTF8_NAMES, 0, 0, DAY_ONE)
    .u32(crc, MOST_32, MOST_32)
    .u16(text.length, 28, 0, 0, 0)
    .u32(0, MOST_32)
    .put(text)
    .u16(1, 24)
    .u64(bytes, bytes, at).bytes
}

/** What ends an archive (4.3.14 to 4.3.16); `at` and `bytes` are of the directory. */
export function archiveEnd(entries: number, at: number, bytes: number): Uint8Array<ArrayBuffer> {
  return new Writer(56 + 20 + 22)
    .u32(0x06064b50)
    .u64(44)
    .u16(VERSION_64, VERSION_64)
    .u32(0, 0)
    .u64(entries, entries, bytes, at)
    .u32(0x07064b50, 0)
    .u64(at + bytes)
    .u32(1, 0x06054b50)
    .u16(0, 0, Math.min(0xffff, entries), Math.min(0xffff, entries))
    .u32(Math.min(MOST_32, bytes), MOST_32)
    .u16(0).bytes
}
