import { detailKey, detailPrefix, loudnessKey } from '#lib/core/domain/keys.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import type { LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import type { Fit } from '#lib/core/match/same-sound.ts'
import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { bytesOfDetail, detailOf } from '#lib/platform/blobs/detail-bytes.ts'
import { readingOf } from '#lib/platform/blobs/reading-bytes.ts'
import { openFft } from '../kit/pffft.ts'
import { analyseMix } from './analyse-mix.ts'
import { analyseStems } from './analyse-stems.ts'
import { compareSounds } from './compare-sounds.ts'
import type { AnalysisOrder, AnalysisTick, CompareOrder, Finding } from './contract.ts'
import { FRAME, LONG_FRAME } from './ear.ts'
import { mergedDetail } from './merge-detail.ts'
import type { AnalysisNeeds } from './needs.ts'

/** Each tick is a message to the page. */
const TICK_MS = 250

/** Runs one order: what was found is answered, its lists and curves are written. Faults: `storage-*`. */
export async function runOrder(
  blobs: BlobStore,
  order: AnalysisOrder,
  tick: AnalysisTick,
  now: () => number,
): Promise<Finding> {
  const { short, long } = await transforms()
  const measured = order.source === 'mix' ? await measuredAtImport(blobs, order.trackId) : null
  const needs: AnalysisNeeds = { blobs, short, long, measured, now, tick: calmed(tick, now) }
  const { finding, detail } = await (order.source === 'mix' ? analyseMix : analyseStems)(order, needs)
  const before = order.keep ? await detailBefore(blobs, order) : null
  await writeDetail(blobs, order, before ? mergedDetail(before, detail, finding.features) : detail)
  tick(1)
  return finding
}

/** Runs one comparison; nothing is written. Faults: `storage-lost`. */
export async function runCompare(
  blobs: BlobStore,
  order: CompareOrder,
  tick: AnalysisTick,
  now: () => number,
): Promise<Fit | null> {
  const { long } = await transforms()
  return compareSounds(blobs, order, long, calmed(tick, now))
}

let opened: Promise<{ short: RealFft; long: RealFft }> | null = null

function transforms(): Promise<{ short: RealFft; long: RealFft }> {
  opened ??= (async () => ({ short: await openFft(FRAME), long: await openFft(LONG_FRAME) }))()
  return opened
}

async function measuredAtImport(blobs: BlobStore, trackId: string): Promise<LoudnessReading | null> {
  const bytes = await blobs.get(loudnessKey(trackId))
  return bytes && readingOf(bytes)
}

async function detailBefore(
  blobs: BlobStore,
  { trackId, source }: AnalysisOrder,
): Promise<AnalysisDetail | null> {
  const keys = await blobs.keys(detailPrefix(trackId, source))
  const parts = await Promise.all(keys.map((key) => blobs.get(key)))
  const whole = new Blob(parts.filter((part) => part !== null))
  return detailOf(new Uint8Array(await whole.arrayBuffer()))
}

/** In chunks, since a song of many hours passes what one value may hold. */
async function writeDetail(blobs: BlobStore, order: AnalysisOrder, detail: AnalysisDetail): Promise<void> {
  const bytes = bytesOfDetail(detail)
  const entries = Array.from({ length: Math.ceil(bytes.length / MAX_BLOB_BYTES) }, (_, i) => ({
    key: detailKey(order.trackId, order.source, i),
    bytes: bytes.slice(i * MAX_BLOB_BYTES, (i + 1) * MAX_BLOB_BYTES),
  }))
  const before = await blobs.keys(detailPrefix(order.trackId, order.source))
  const kept = new Set(entries.map(({ key }) => key))
  await blobs.put(
    entries,
    before.filter((key) => !kept.has(key)),
  )
}

function calmed(tick: AnalysisTick, now: () => number): AnalysisTick {
  let last = -Infinity
  return (fraction) => {
    if (now() - last < TICK_MS) return
    last = now()
    tick(fraction)
  }
}
