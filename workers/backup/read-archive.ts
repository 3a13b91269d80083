import * as v from 'valibot'
import {
  FORMAT,
  FORMAT_VERSION,
  HEAD_NAME,
  MANIFEST_NAME,
  PACK_NAME,
  type BackupHead,
  type Pack,
} from '#lib/core/backup/archive.ts'
import { crc32 } from '#lib/core/backup/crc32.ts'
import { readDirectory, scan, withData, type Found, type Source } from '#lib/core/backup/zip-read.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { ArchiveView, Unpacked } from './contract.ts'
import { sha256Hex } from './sha256.ts'

/** No text of an archive is larger: a song's rows take some kilobytes, a long one's list of pieces a few hundred. */
const MOST_TEXT = 32 * 1024 * 1024

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const headSchema = v.object({
  format: v.literal(FORMAT),
  version: count,
  app: v.pipe(v.string(), v.maxLength(100)),
  createdAt: v.pipe(v.number(), v.finite()),
  holds: v.array(v.picklist(['original', 'stems', 'models'])),
  songs: count,
  bytes: count,
})
const piece = v.object({
  key: v.pipe(v.string(), v.maxLength(300)),
  bytes: v.pipe(count, v.maxValue(MAX_BLOB_BYTES)),
  sha256: hash,
})
const packSchema = v.object({
  rows: v.record(v.string(), v.array(v.unknown())),
  files: v.array(v.object({ name: v.string(), pieces: v.array(piece) })),
})
const manifestSchema = v.object({
  packs: v.array(v.object({ name: v.string(), bytes: count, sha256: hash })),
})

export function sourceOf(file: Blob): Source {
  return {
    size: file.size,
    read: async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer()),
  }
}

/** An archive that was looked at: its files by name. */
export class Archive {
  readonly #source: Source
  readonly #files: ReadonlyMap<string, Found>
  readonly cut: boolean

  private constructor(source: Source, files: readonly Found[], cut: boolean) {
    this.#source = source
    this.#files = new Map(files.map((file) => [file.name, file]))
    this.cut = cut
  }

  static async open(source: Source): Promise<Archive> {
    const files = await readDirectory(source)
    return new Archive(source, files ?? (await scan(source)), files === null)
  }

  /** What it is and what it holds; rows of packs as they stand, not yet believed. */
  async look(): Promise<ArchiveView> {
    const head = await this.head()
    const hashes = await this.#hashes()
    const packs: ArchiveView['packs'] = []
    const broken: string[] = []
    for (const name of this.#files.keys()) {
      if (!name.endsWith(`/${PACK_NAME}`)) continue
      const folder = name.slice(0, -PACK_NAME.length - 1)
      const pack = await this.pack(folder, hashes?.get(name))
      if (pack) packs.push({ folder, rows: pack.rows, bytes: sizeOf(pack) })
      else broken.push(folder)
    }
    for (const name of hashes?.keys() ?? [])
      if (!this.#files.has(name)) broken.push(name.slice(0, -PACK_NAME.length - 1))
    return { head, packs, cut: this.cut || hashes === null, broken }
  }

  /** Faults thrown as FaultError: `backup-unfit`, `backup-newer`. */
  async head(): Promise<BackupHead> {
    const parsed = v.safeParse(headSchema, await this.#json(HEAD_NAME))
    if (!parsed.success) throw new FaultError(fault('backup-unfit'))
    if (parsed.output.version > FORMAT_VERSION) {
      throw new FaultError(fault('backup-newer', { detail: `version ${parsed.output.version}` }))
    }
    return parsed.output
  }

  /** A pack, or null where it is not what it was. */
  async pack(folder: string, sha256?: string): Promise<Pack | null> {
    const bytes = await this.#text(`${folder}/${PACK_NAME}`)
    if (!bytes || (sha256 !== undefined && (await sha256Hex(bytes)) !== sha256)) return null
    const parsed = v.safeParse(packSchema, jsonOf(bytes))
    return parsed.success ? parsed.output : null
  }

  /**
   * Brings a pack's pieces in, each after its hash was seen to be right. `into` says where the bytes of a prefix go; those of
   * others stay out.
   */
  async unpack(
    folder: string,
    into: readonly (readonly [from: string, to: string])[],
    blobs: Pick<BlobStore, 'put'>,
  ): Promise<Unpacked> {
    const pack = await this.pack(folder)
    if (!pack) throw new FaultError(fault('backup-unfit', { detail: folder }))
    const out: Unpacked = { bytes: 0, lost: [] }
    for (const { name, pieces } of pack.files) {
      const found = this.#files.get(name)
      const entry = found ? await withData(this.#source, found) : null
      let at = 0
      for (const one of pieces) {
        const start = at
        at += one.bytes
        const to = into.find(([from]) => one.key.startsWith(from))
        if (!to) continue
        const bytes =
          entry && at <= entry.bytes ? await this.#source.read(entry.data + start, one.bytes) : null
        if (bytes && (await sha256Hex(new Uint8Array(bytes))) === one.sha256) {
          await blobs.put([{ key: to[1] + one.key.slice(to[0].length), bytes: new Uint8Array(bytes) }])
          out.bytes += one.bytes
        } else out.lost.push(one.key)
      }
    }
    return out
  }

  async #hashes(): Promise<Map<string, string> | null> {
    const parsed = v.safeParse(manifestSchema, await this.#json(MANIFEST_NAME))
    return parsed.success ? new Map(parsed.output.packs.map((pack) => [pack.name, pack.sha256])) : null
  }

  async #json(name: string): Promise<unknown> {
    const bytes = await this.#text(name)
    return bytes && jsonOf(bytes)
  }

  async #text(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const found = this.#files.get(name)
    if (!found || found.bytes > MOST_TEXT) return null
    const entry = await withData(this.#source, found)
    if (!entry) return null
    const bytes = new Uint8Array(await this.#source.read(entry.data, entry.bytes))
    return crc32(bytes) === entry.crc ? bytes : null
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Not ours: the schema says so.
    return null
  }
}

const sizeOf = (pack: Pack) =>
  pack.files.reduce((sum, file) => sum + file.pieces.reduce((all, one) => all + one.bytes, 0), 0)
