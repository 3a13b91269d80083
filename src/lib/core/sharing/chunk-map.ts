import { CHUNK_BYTES } from './limits.ts'
import { fromBase64url } from './link-key.ts'
import { chunksOf, type Manifest } from './manifest.ts'

export interface Chunk {
  /** Place of its unit in the manifest. */
  unit: number
  /** Which chunk of the unit. */
  index: number
  bytes: number
  sha256: Uint8Array
}

/** All chunks of a share, counted through, and where those of each unit lie. */
export class ChunkMap {
  readonly chunks: readonly Chunk[]
  /** First chunk of each unit, and one more that ends the last. */
  readonly starts: readonly number[]
  readonly bytes: number

  constructor({ units }: Pick<Manifest, 'units'>) {
    const chunks: Chunk[] = []
    const starts: number[] = []
    units.forEach((one, unit) => {
      starts.push(chunks.length)
      const hashes = fromBase64url(one.hashes)
      for (let index = 0; index < chunksOf(one.bytes); index++) {
        const bytes = Math.min(CHUNK_BYTES, one.bytes - index * CHUNK_BYTES)
        chunks.push({ unit, index, bytes, sha256: hashes.subarray(index * 32, index * 32 + 32) })
      }
    })
    this.chunks = chunks
    this.starts = [...starts, chunks.length]
    this.bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  }

  /** Chunks of a unit, end exclusive. */
  rangeOf(unit: number): [number, number] {
    return [this.starts[unit] ?? 0, this.starts[unit + 1] ?? 0]
  }
}
