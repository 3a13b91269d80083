import { coverKey, foundCoverKey } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'

/** Object URLs of covers: one each, made when first asked for, revoked when the song is gone. */
export class CoverUrls {
  readonly #blobs: BlobStore
  readonly #urls = new Map<string, Promise<string | null>>()

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  of(trackId: string): Promise<string | null> {
    const known = this.#urls.get(trackId) ?? this.#make(trackId)
    this.#urls.set(trackId, known)
    return known
  }

  /** Lets go of every cover whose song is not among these. */
  keep(trackIds: ReadonlySet<string>): void {
    for (const id of this.#urls.keys()) if (!trackIds.has(id)) this.#drop(id)
  }

  stop(): void {
    this.keep(new Set())
  }

  async #make(trackId: string): Promise<string | null> {
    const own = await this.#blobs.blob(coverKey(trackId))
    const blob = own ?? (await this.#blobs.blob(foundCoverKey(trackId)))
    return blob && URL.createObjectURL(blob)
  }

  #drop(trackId: string): void {
    const url = this.#urls.get(trackId)
    this.#urls.delete(trackId)
    void url?.then(
      (made) => made && URL.revokeObjectURL(made),
      () => undefined,
    )
  }
}
