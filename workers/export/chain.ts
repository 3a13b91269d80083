import { fade } from '#lib/core/dsp/fades.ts'
import { Limiter } from '#lib/core/dsp/limiter.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { resampledFrames, Resampler } from '#lib/core/dsp/resample.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { mixedSound, STEP } from '../kit/mixed-sound.ts'
import type { SoundOrder, Span, WorkOrder } from './contract.ts'

export interface ChainPlan {
  sound: SoundOrder
  work: WorkOrder
  span: Span
  gainDb: number
  /** The song limits its parts; null limits the sound by itself. */
  key: SoundOrder | null
  /** Most that was taken off, told when the sound has run through. */
  limited?: (db: number) => void
}

/** A little below what was asked for: other meters interpolate otherwise, and a click apart by as much. */
export const MARGIN_DB = 0.2
export const gainOf = (db: number) => Math.pow(10, db / 20)
const decibels = (gain: number) => 20 * Math.log10(gain)

/** Frames of the file. */
export function chainFrames({ span, work }: Pick<ChainPlan, 'span' | 'work'>): number {
  return resampledFrames(span.pad + span.end - span.start, SAMPLE_RATE, work.rate)
}

/** The sound as it goes into the encoder, in pieces of stereo: gain, rate, limiter, fades, in that order. */
export async function* processed(blobs: BlobStore, plan: ChainPlan): AsyncGenerator<Stereo> {
  const { work, span } = plan
  const frames = chainFrames(plan)
  const { fades } = work.processing
  const fading = {
    frames,
    inFrames: Math.min(frames, Math.round(fades.inS * work.rate)),
    outFrames: Math.min(frames, Math.round(fades.outS * work.rate)),
    shape: fades.shape,
  }
  let at = 0
  for await (const sound of limited(blobs, plan, span)) {
    if (sound[0].length === 0) continue
    fade(fading, sound, at)
    at += sound[0].length
    yield sound
  }
}

async function* limited(blobs: BlobStore, plan: ChainPlan, span: Span): AsyncGenerator<Stereo> {
  const { ceilingDbtp } = plan.work.processing
  const sounds = raised(blobs, plan.sound, plan, span)
  if (ceilingDbtp === null) return yield* sounds
  const limiter = new Limiter(plan.work.rate, gainOf(ceilingDbtp - MARGIN_DB))
  const keys = plan.key && raised(blobs, plan.key, plan, span)
  for await (const sound of sounds) {
    const key = (await keys?.next())?.value
    const { left, right } = limiter.push(sound, key ?? null)
    yield [left, right]
  }
  const { left, right } = limiter.flush()
  yield [left, right]
  plan.limited?.(-decibels(limiter.lowest))
}

/** With its silence, its gain and its rate. */
async function* raised(
  blobs: BlobStore,
  { lanes, master }: SoundOrder,
  { work, gainDb }: ChainPlan,
  span: Span,
): AsyncGenerator<Stereo> {
  const gain = gainOf(gainDb)
  const padded = padding(span.pad, mixedSound(blobs, lanes, master, span))
  const sounds = work.rate === SAMPLE_RATE ? padded : resampled(padded, work.rate)
  for await (const sound of sounds) {
    if (gain !== 1)
      for (const side of sound) for (let i = 0; i < side.length; i++) side[i] = (side[i] ?? 0) * gain
    yield sound
  }
}

async function* padding(frames: number, sounds: AsyncIterable<Stereo>): AsyncGenerator<Stereo> {
  for (let at = 0; at < frames; at += STEP) {
    const count = Math.min(STEP, frames - at)
    yield [new Float32Array(count), new Float32Array(count)]
  }
  yield* sounds
}

async function* resampled(sounds: AsyncIterable<Stereo>, rate: number): AsyncGenerator<Stereo> {
  const resampler = new Resampler(SAMPLE_RATE, rate)
  for await (const sound of sounds) {
    const { left, right } = resampler.push(sound[0], sound[1])
    yield [left, right]
  }
  const { left, right } = resampler.flush()
  yield [left, right]
}
