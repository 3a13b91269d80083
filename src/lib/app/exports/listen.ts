import { fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { Recipe, TrimWish } from '#lib/core/domain/recipe.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { Renderer } from '#lib/platform/engines/engines.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { rateOf, soundOrder, workOrder } from '#lib/work/exports/orders.ts'
import { readPaper } from '#lib/work/exports/papers.ts'
import type { Preview } from './contract.ts'
import { songsFor } from './export-rows.ts'

interface ListenDoors {
  rows: RowStore
  blobs: BlobStore
  renderer: Renderer
}

const NEVER = new AbortController().signal

/** The first sound of the recipe, before and after it. */
export async function previewOf(
  doors: ListenDoors,
  { trackId, recipe, fromS, seconds }: { trackId: string; recipe: Recipe; fromS: number; seconds: number },
): Promise<Outcome<Preview>> {
  const [song] = await songsFor(doors.rows, [trackId])
  if (!song) return failed(fault('track-gone'))
  const { grid } = await readPaper(doors, song)
  const [first = { kind: 'original' as const }] = recipe.sources
  const wish = first.kind === 'stems' ? ({ kind: 'original' } as const) : first
  const sound = soundOrder(song, wish)
  if (!sound) return failed(fault(song.track.pcm ? 'stem-missing' : 'no-audio'))
  const work = { song, recipe, grid, cover: null }
  const start = Math.max(0, Math.round(fromS * SAMPLE_RATE))
  const part = { start, end: start + Math.round(seconds * SAMPLE_RATE) }
  return doors.renderer.preview({ sound, work: workOrder(work, rateOf(work)), part }, () => undefined, NEVER)
}

/** In seconds of the song; null when all of it is silence. */
export async function trimOf(
  doors: ListenDoors,
  trackId: string,
  wish: TrimWish,
): Promise<Outcome<{ startS: number; endS: number } | null>> {
  const [song] = await songsFor(doors.rows, [trackId])
  const sound = song && soundOrder(song, { kind: 'original' })
  if (!sound) return failed(fault(song ? 'no-audio' : 'track-gone'))
  const found = await doors.renderer.trim(sound, wish, () => undefined, NEVER)
  if (!found.ok) return found
  const { value } = found
  return done(value && { startS: value.start / SAMPLE_RATE, endS: value.end / SAMPLE_RATE })
}
