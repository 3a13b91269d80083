import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { chainFrames, MARGIN_DB, processed, type ChainPlan } from './chain.ts'
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
const LEAST_YIELD = 0.2

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
  // The limiter stands that much below the ceiling.
  if (ceilingDbtp === null || raw.truePeakDbtp + gainDb <= ceilingDbtp - MARGIN_DB) return gainDb
  let before: { gainDb: number; lufs: number } | null = null
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { lufs } = await measure(blobs, { sound, work, span, gainDb, key: null }, progress)
    if (lufs === null || Math.abs(level.lufs - lufs) < CLOSE_LU) break
    const next = Math.min(
      first + MOST_PUSH_DB,
      gainDb + (level.lufs - lufs) / yieldOf(before, { gainDb, lufs }),
    )
    if (next === gainDb) break
    before = { gainDb, lufs }
    gainDb = next
  }
  return gainDb
}

/** What a decibel of gain made of loudness in the last step: against a limiter it is less than one. */
function yieldOf(
  before: { gainDb: number; lufs: number } | null,
  now: { gainDb: number; lufs: number },
): number {
  if (!before || before.gainDb === now.gainDb) return 1
  return Math.min(1, Math.max(LEAST_YIELD, (now.lufs - before.lufs) / (now.gainDb - before.gainDb)))
}
