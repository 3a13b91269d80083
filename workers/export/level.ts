import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { chainFrames, processed, type ChainPlan } from './chain.ts'
import type { SoundOrder, Span, WorkOrder } from './contract.ts'
import type { Progress } from './progress.ts'

export interface Measured {
  lufs: number | null
  truePeakDbtp: number | null
}

const STEREO = [1, 1]
/** Good enough for a tenth of a LU, and no more tries than these. */
const CLOSE_LU = 0.03
const MOST_TRIES = 4
/** Pushing harder against the limiter than this makes nothing louder, only flatter. */
const MOST_PUSH_DB = 9

/** Loudness and true peak of what a chain gives. */
export async function measure(blobs: BlobStore, plan: ChainPlan, progress: Progress): Promise<Measured> {
  progress.expect(chainFrames(plan))
  const meter = new LoudnessMeter(plan.work.rate, STEREO)
  for await (const sound of processed(blobs, plan)) {
    meter.push(sound)
    progress.step(sound[0].length)
  }
  const { integratedLufs, truePeakDbtp } = meter.finish()
  return { lufs: integratedLufs, truePeakDbtp }
}

/**
 * The gain in dB that brings `sound` to what is asked for. Where the limiter takes loudness away again, the gain is raised until the
 * result is there.
 */
export async function findGain(
  blobs: BlobStore,
  sound: SoundOrder,
  work: WorkOrder,
  span: Span,
  progress: Progress,
): Promise<number> {
  const { level, ceilingDbtp } = work.processing
  if (level.kind !== 'loudness') return level.kind === 'gain' ? level.db : 0
  const open = { ...work, processing: { ...work.processing, ceilingDbtp: null } }
  const raw = await measure(blobs, { sound, work: open, span, gainDb: 0, key: null }, progress)
  if (raw.lufs === null || raw.truePeakDbtp === null) return 0
  const first = level.lufs - raw.lufs
  let gainDb = first
  // A tenth more than the ceiling leaves, since the limiter stands that much below it.
  if (ceilingDbtp === null || raw.truePeakDbtp + gainDb <= ceilingDbtp - 0.1) return gainDb
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { lufs } = await measure(blobs, { sound, work, span, gainDb, key: null }, progress)
    const off = level.lufs - (lufs ?? level.lufs)
    if (Math.abs(off) < CLOSE_LU) break
    gainDb = Math.min(first + MOST_PUSH_DB, gainDb + off)
  }
  return gainDb
}
