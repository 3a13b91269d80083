import { fault } from '#lib/core/domain/fault.ts'
import { receiptChunkKey, separationPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import type { HaveMap } from '#lib/core/sharing/have-map.ts'
import type { Manifest, Unit } from '#lib/core/sharing/manifest.ts'
import { fromPlayhead, playableSegments, stemPieces } from '#lib/core/sharing/stem-pieces.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { SharePacker } from '#lib/platform/engines/engines.ts'
import { keptKey, stemPlace } from './unit-keys.ts'

/** Where a receipt's units go, and which of them have got there. */
export class OpenedUnits {
  readonly opened = new Set<number>()
  readonly #blobs: BlobStore
  readonly #packer: SharePacker
  readonly #receipt: Receipt
  readonly #manifest: Manifest
  readonly #map: ChunkMap

  constructor(
    { blobs, packer }: { blobs: BlobStore; packer: SharePacker },
    receipt: Receipt,
    manifest: Manifest,
    map: ChunkMap,
  ) {
    this.#blobs = blobs
    this.#packer = packer
    this.#receipt = receipt
    this.#manifest = manifest
    this.#map = map
  }

  get isDone(): boolean {
    return this.opened.size === this.#manifest.units.length
  }

  /** Looks what an earlier run has opened; its chunks count as had. */
  async look(have: HaveMap): Promise<void> {
    const { trackId, separationId } = this.#receipt
    const prefixes = [
      ...(trackId === null ? [] : [trackPrefix(trackId)]),
      ...(separationId === null ? [] : [separationPrefix(separationId)]),
      ...(this.#receipt.modelId === null ? [] : ['model/']),
    ]
    const keys = new Set((await Promise.all(prefixes.map((prefix) => this.#blobs.keys(prefix)))).flat())
    for (const [place, unit] of this.#manifest.units.entries()) {
      const key = this.#keyOf(unit)
      if (key === null || !keys.has(key)) continue
      this.opened.add(place)
      const [start, end] = this.#map.rangeOf(place)
      for (let chunk = start; chunk < end; chunk++) have.add(chunk)
    }
  }

  /** Puts a unit where it belongs, all chunks of it being here. */
  async open(place: number): Promise<Outcome<void>> {
    const unit = this.#manifest.units[place]
    if (!unit || this.opened.has(place)) return done(undefined)
    const outcome = await this.#open(unit, this.chunkKeys(place))
    if (outcome.ok) this.opened.add(place)
    return outcome
  }

  chunkKeys(place: number): string[] {
    const [start, end] = this.#map.rangeOf(place)
    return Array.from({ length: end - start }, (_, i) => receiptChunkKey(this.#receipt.id, start + i))
  }

  /** Segments that can be played by now. */
  playable(): number[] {
    const { separation } = this.#manifest
    const { separationId } = this.#receipt
    if (!separation || separationId === null) return []
    const here = new Map<string, number>()
    for (const place of this.opened) {
      const unit = this.#manifest.units[place]
      const at = unit?.role === 'stem' ? stemPlace(this.#manifest, separationId, unit) : null
      if (at) here.set(at.piece.id, (here.get(at.piece.id) ?? 0) + 1)
    }
    const { frames, finished, stems } = separation
    return playableSegments(frames, finished, (id) => here.get(id) === stems.length)
  }

  /** Chunks in the order in which somebody at `frame` wants them: what is seen, the stems from there on, then the rest. */
  orderFrom(frame: number): number[] {
    const { separation, units } = this.#manifest
    const places = new Map<string, number[]>()
    if (separation) {
      const pieces = stemPieces(separation.frames, separation.finished)
      for (const [place, unit] of units.entries()) {
        const id = unit.role === 'stem' ? pieces[unit.index]?.id : undefined
        if (id !== undefined) places.set(id, [...(places.get(id) ?? []), place])
      }
      const first = units.flatMap((unit, place) =>
        unit.role === 'cover' || unit.role === 'analysis' ? [place] : [],
      )
      const sorted = fromPlayhead(pieces, separation.frames, frame).flatMap(
        (piece) => places.get(piece.id) ?? [],
      )
      return [...first, ...sorted].flatMap((place) => this.#chunks(place))
    }
    return []
  }

  #chunks(place: number): number[] {
    const [start, end] = this.#map.rangeOf(place)
    return Array.from({ length: end - start }, (_, i) => start + i)
  }

  #keyOf(unit: Unit): string | null {
    const { trackId, separationId } = this.#receipt
    if (unit.role === 'stem')
      return separationId === null ? null : (stemPlace(this.#manifest, separationId, unit)?.key ?? null)
    return keptKey(trackId ?? '', unit)
  }

  async #open(unit: Unit, chunks: string[]): Promise<Outcome<void>> {
    if (unit.role === 'stem') {
      const place = stemPlace(this.#manifest, this.#receipt.separationId ?? '', unit)
      if (!place) return failed(fault('share-unfit'))
      return this.#packer.open(chunks, place.piece.frames, place.key, place.peaksKey)
    }
    const key = keptKey(this.#receipt.trackId ?? '', unit)
    if (key === null) return done(undefined)
    const parts = await Promise.all(chunks.map((one) => this.#blobs.blob(one)))
    const whole = new Blob(parts.filter((part) => part !== null))
    if (whole.size !== unit.bytes) return failed(fault('storage-lost', { detail: key }))
    await this.#blobs.put([{ key, bytes: whole }])
    return done(undefined)
  }
}
