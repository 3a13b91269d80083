import { fault } from '#lib/core/domain/fault.ts'
import type { JobWish } from '#lib/core/domain/job.ts'
import { separationPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import { segmentCount, segmentsFor } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { ModelCard } from '#models/card.ts'
import type { SeparationOrder } from '#workers/separation/contract.ts'
import { modelHash, modelOrder } from './model-order.ts'

export type SeparateWish = Extract<JobWish, { kind: 'separate' }>

export interface OrderDoors {
  rows: RowStore
  blobs: Pick<BlobStore, 'removeAll'>
  cardOf(id: string): ModelCard | null
  /** Frame that somebody listens to in this track, if anybody does. */
  nearOf(trackId: string): number | null
}

export interface Prepared {
  order: SeparationOrder
  /** What the separation's row must say from now on. */
  facts: Pick<Separation, 'frames' | 'segments' | 'stems' | 'modelHash'>
  /** How many segments the wish needs. */
  wanted: number
  /** How many of them the row says are there; what is on disk is told by the engine. */
  kept: number
}

/** Everything the engine needs for a wish, from the rows; a fault where something is not there. */
export async function orderOf(doors: OrderDoors, wish: SeparateWish): Promise<Outcome<Prepared>> {
  const { row, track, model } = await doors.rows.read(
    ['separations', 'tracks', 'models'],
    async (tables) => ({
      row: await tables.separations.get(wish.separationId),
      track: await tables.tracks.get(wish.trackId),
      model: await tables.models.get(wish.modelId),
    }),
  )
  if (!track || !row) return failed(fault('track-gone'))
  if (!track.pcm) return failed(fault('dependency-failed', { detail: 'the song is not decoded' }))
  const card = doors.cardOf(wish.modelId)
  const ready = card && modelOrder(card, model)
  if (!ready) return failed(fault('model-missing', { detail: wish.modelId }))
  const hash = modelHash(card, model)
  // Segments of two versions of a model do not belong together: what the other one made goes.
  const stale = row.finished.length > 0 && row.modelHash !== hash
  if (stale) await doors.blobs.removeAll(separationPrefix(row.id))
  const { frames } = track.pcm
  const { start, end } = wish.region ?? { start: 0, end: frames }
  const wanted = segmentsFor(frames, start, end)
  return done({
    order: {
      separationId: wish.separationId,
      trackId: wish.trackId,
      pcm: track.pcm,
      model: ready,
      region: wish.region,
      near: doors.nearOf(wish.trackId),
      provider: null,
    },
    facts: { frames, segments: segmentCount(frames), stems: ready.stems, modelHash: hash },
    wanted: wanted.length,
    kept: stale ? 0 : wanted.filter((index) => row.finished.includes(index)).length,
  })
}
