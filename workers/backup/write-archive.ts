import {
  HEAD_NAME,
  MANIFEST_NAME,
  PACK_NAME,
  type PackFile,
  type PackOrder,
  type Piece,
} from '#lib/core/backup/archive.ts'
import { crc32 } from '#lib/core/backup/crc32.ts'
import { archiveEnd, directoryLine, localHeader, type ZipEntry } from '#lib/core/backup/zip-write.ts'
import { placeOf } from '#lib/core/storage/byte-kinds.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { ArchiveOrder } from './contract.ts'
import { sha256Hex } from './sha256.ts'

type Blobs = Pick<BlobStore, 'get' | 'keys'>
type Chunk = Uint8Array<ArrayBuffer>

/** Small pieces are stored in files of about this many bytes, so that an archive has few of them. */
const FILE_BYTES = 4 * 1024 * 1024

/**
 * The archive, a chunk at a time: head, packs, manifest, directory. Entries are stored, their size and checksum before
 * their bytes; a song's own file is one entry that any program opens.
 */
export class ArchiveWriter {
  readonly #blobs: Blobs
  readonly #entries: ZipEntry[] = []
  #at = 0

  constructor(blobs: Blobs) {
    this.#blobs = blobs
  }

  async *chunks({ head, packs }: ArchiveOrder): AsyncGenerator<Chunk> {
    const hashes: { name: string; bytes: number; sha256: string }[] = []
    yield* this.#text(HEAD_NAME, head)
    for (const order of packs) {
      const files: PackFile[] = []
      yield* this.#pack(order, files)
      const name = `${order.folder}/${PACK_NAME}`
      const bytes = bytesOf({ rows: order.rows, files })
      hashes.push({ name, bytes: bytes.length, sha256: await sha256Hex(bytes) })
      yield* this.#entry(name, bytes.length, crc32(bytes), [bytes])
    }
    yield* this.#text(MANIFEST_NAME, { packs: hashes })
    const start = this.#at
    let length = 0
    for (const entry of this.#entries) {
      const line = directoryLine(entry)
      length += line.length
      yield line
    }
    yield archiveEnd(this.#entries.length, start, length)
  }

  async *#pack(order: PackOrder, files: PackFile[]): AsyncGenerator<Chunk> {
    const originals: string[] = []
    let held: { pieces: Piece[]; parts: Chunk[]; bytes: number } = { pieces: [], parts: [], bytes: 0 }
    const close = () => {
      const { pieces, parts, bytes } = held
      held = { pieces: [], parts: [], bytes: 0 }
      const name = `${order.folder}/${String(files.length).padStart(5, '0')}.bin`
      files.push({ name, pieces })
      return this.#entry(
        name,
        bytes,
        parts.reduce((crc, part) => crc32(part, crc), 0),
        parts,
      )
    }
    for (const prefix of order.prefixes)
      for (const key of await this.#blobs.keys(prefix)) {
        const kind = placeOf(key)?.kind
        if (!kind || !order.kinds.includes(kind)) continue
        if (kind === 'original') {
          originals.push(key)
          continue
        }
        const bytes = await this.#blobs.get(key)
        if (!bytes) continue
        held.pieces.push({ key, bytes: bytes.length, sha256: await sha256Hex(bytes) })
        held.parts.push(bytes)
        held.bytes += bytes.length
        if (held.bytes >= FILE_BYTES) yield* close()
      }
    if (held.pieces.length > 0) yield* close()
    if (originals.length > 0) yield* this.#original(order, originals, files)
  }

  /** Read twice: its checksum has to stand before it, and it may be larger than memory should hold. */
  async *#original(order: PackOrder, keys: readonly string[], files: PackFile[]): AsyncGenerator<Chunk> {
    const pieces: Piece[] = []
    let crc = 0
    for (const key of keys) {
      const bytes = await this.#blobs.get(key)
      if (!bytes) return
      crc = crc32(bytes, crc)
      pieces.push({ key, bytes: bytes.length, sha256: await sha256Hex(bytes) })
    }
    const name = `${order.folder}/${order.fileName ?? 'original'}`
    files.push({ name, pieces })
    const size = pieces.reduce((sum, piece) => sum + piece.bytes, 0)
    yield* this.#entry(name, size, crc, this.#again(pieces))
  }

  async *#again(pieces: readonly Piece[]): AsyncGenerator<Chunk> {
    for (const { key, bytes } of pieces) {
      const found = await this.#blobs.get(key)
      // Removed in the meantime: zeros keep the archive whole, and the hash tells that this piece is not.
      yield found?.length === bytes ? found : new Uint8Array(bytes)
    }
  }

  #text(name: string, value: unknown): AsyncGenerator<Chunk> {
    const bytes = bytesOf(value)
    return this.#entry(name, bytes.length, crc32(bytes), [bytes])
  }

  async *#entry(
    name: string,
    bytes: number,
    crc: number,
    parts: Iterable<Chunk> | AsyncIterable<Chunk>,
  ): AsyncGenerator<Chunk> {
    const header = localHeader({ name, bytes, crc })
    this.#entries.push({ name, bytes, crc, at: this.#at })
    this.#at += header.length + bytes
    yield header
    for await (const part of parts) yield part
  }
}

const bytesOf = (value: unknown): Chunk => new Uint8Array(new TextEncoder().encode(JSON.stringify(value)))
