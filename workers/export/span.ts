import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { TrimWish } from '#lib/core/domain/recipe.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { SoundEdges, trimmed } from '#lib/core/dsp/silence.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { mixedSound, rangeOf } from '../kit/mixed-sound.ts'
import type { SoundOrder, Span, WorkOrder } from './contract.ts'
import type { Progress } from './progress.ts'

const framesOf = (seconds: number) => Math.round(seconds * SAMPLE_RATE)

/** Where the song's sound begins and ends within `range`; null when all of it is silence. */
export async function findTrim(
  blobs: BlobStore,
  { lanes, master }: SoundOrder,
  range: FrameRange,
  wish: TrimWish,
  progress: Progress,
): Promise<FrameRange | null> {
  const edges = new SoundEdges(wish.thresholdDb)
  for await (const sound of mixedSound(blobs, lanes, master, range)) {
    edges.push(sound)
    progress.step(sound[0].length)
  }
  const kept = trimmed(edges, framesOf(wish.minS), framesOf(wish.padS))
  return kept && { start: range.start + kept.start, end: range.start + kept.end }
}

/** What of the song goes into its files. Fault: `audio-silent-length` when trimming leaves nothing. */
export async function findSpan(blobs: BlobStore, work: WorkOrder, progress: Progress): Promise<Span> {
  const whole = rangeOf(work.song.lanes, work.range)
  const { trim } = work.processing
  const kept = trim ? await findTrim(blobs, work.song, whole, trim, progress) : whole
  if (!kept) throw new FaultError(fault('audio-silent-length', { detail: 'all of it is silence' }))
  return aligned(kept, work)
}

/** Begins with a bar, by the grid carried on to both sides. */
export function aligned({ start, end }: FrameRange, { processing, bars }: WorkOrder): Span {
  const [first, second] = bars
  if (processing.align === 'none' || first === undefined || second === undefined)
    return { start, end, pad: 0 }
  const frames = bars.map(framesOf)
  if (processing.align === 'bar-cut') {
    const bar = frames.find((at) => at >= start && at < end)
    return { start: bar ?? start, end, pad: 0 }
  }
  const before = frames.findLast((at) => at <= start)
  if (before !== undefined) return { start, end, pad: start - before }
  const length = framesOf(second - first)
  const ahead = framesOf(first) - start
  return { start, end, pad: (length - (ahead % length)) % length }
}
