import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { emptyColumns } from '#lib/core/dsp/peak-columns.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { PeakReader } from './peak-reader.ts'

/** Waveforms of the open song, whose code is fetched when the first is drawn. */
export class LaterPeaks {
  readonly #blobs: Pick<BlobStore, 'get'>
  #reader: PeakReader | null = null

  constructor(blobs: Pick<BlobStore, 'get'>) {
    this.#blobs = blobs
  }

  async columns(...order: Parameters<PeakReader['columns']>): Promise<Float32Array> {
    const part = await outcomeOf(() => import('./peak-reader.ts'))
    // As if nothing were on disk yet: the next drawing asks again.
    if (!part.ok) return emptyColumns(order[3])
    this.#reader ??= new part.value.PeakReader(this.#blobs)
    return this.#reader.columns(...order)
  }

  forget(): void {
    this.#reader?.forget()
  }
}
