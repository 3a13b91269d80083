import { CHUNK_BYTES } from '#lib/core/sharing/limits.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Bytes read at once: chunks are asked for one after another, and each reading costs some milliseconds. */
const STRETCH_BYTES = 4 * CHUNK_BYTES
/** What was read last is at hand: for each of several takers the stretch it is at. */
const MOST_STRETCHES = 8
const MOST_UNITS = 8

/** Reads chunks of the units of a share. Holds at most 8 MiB. */
export class UnitReader {
  readonly #blobs: Pick<BlobStore, 'blob'>
  readonly #keyOf: (unit: number) => string | null
  readonly #units = new Map<number, Promise<Blob | null>>()
  readonly #stretches = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>()

  constructor(blobs: Pick<BlobStore, 'blob'>, keyOf: (unit: number) => string | null) {
    this.#blobs = blobs
    this.#keyOf = keyOf
  }

  /** `bytes` of a unit from `from` on, a multiple of a chunk's length; null where they are not here. */
  async read(unit: number, from: number, bytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const first = from - (from % STRETCH_BYTES)
    const stretch = await kept(this.#stretches, `${unit} ${first}`, MOST_STRETCHES, () =>
      this.#readStretch(unit, first),
    )
    const read = stretch?.subarray(from - first, from - first + bytes)
    return read?.length === bytes ? read : null
  }

  async #readStretch(unit: number, first: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const blob = await kept(this.#units, unit, MOST_UNITS, () => this.#find(unit))
    return blob && new Uint8Array(await blob.slice(first, first + STRETCH_BYTES).arrayBuffer())
  }

  async #find(unit: number): Promise<Blob | null> {
    const key = this.#keyOf(unit)
    return key === null ? null : this.#blobs.blob(key)
  }
}

/** What was made for `key`, or is made now; of those that were wanted last `most` are kept. What came to nothing is made anew. */
function kept<K, V>(
  all: Map<K, Promise<V | null>>,
  key: K,
  most: number,
  make: () => Promise<V | null>,
): Promise<V | null> {
  const value = all.get(key) ?? make()
  all.delete(key)
  all.set(key, value)
  for (const [old] of all) if (all.size > most) all.delete(old)
  const forget = () => {
    if (all.get(key) === value) all.delete(key)
  }
  value.then((made) => made === null && forget(), forget)
  return value
}
