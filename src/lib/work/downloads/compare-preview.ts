import { sameRecording } from '#lib/core/catalogue/recognise-track.ts'
import type { Comparison, Download } from '#lib/core/domain/download.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { previewOf, trackPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome, outcomeOf } from '#lib/core/domain/outcome.ts'
import type { SourceFile, Track } from '#lib/core/domain/track.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import { type Fit, judgeFit } from '#lib/core/match/same-sound.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { AnalysisEngine, Importer } from '#lib/platform/engines/engines.ts'
import { faultOfBreak, openSound } from '#lib/platform/net/open-sound.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { TaskContext } from '../registry.ts'
import { wantedOf } from './find-offers.ts'
import { Pieces } from './pieces.ts'

export interface CompareDoors {
  blobs: BlobStore
  proxy: Pick<ProxyClient, 'open' | 'search'>
  importer: Pick<Importer, 'decode'>
  engine: Pick<AnalysisEngine, 'compare'>
  now(): number
  patient?: Patient
}

/** A preview has about half a megabyte; thirty seconds of WAV have five. */
const MOST_BYTES = 8_000_000
/** What is only looked at beside the work must not hold it up. */
const ANSWER_MS = 30_000
/** Shops whose previews can be had; one after the other, for the second wants to be asked seldom. */
const SHOPS = ['deezer', 'itunes']
const MOST_FINDS = 8
const MOST_TRIES = 2

/**
 * Holds what was downloaded against the thirty seconds that a catalogue gives of the song. It never fails: what cannot be told is
 * told as that. Null where there is nothing to compare, or where it was told before.
 */
export async function comparePreview(
  doors: CompareDoors,
  context: TaskContext,
  trackId: string,
): Promise<Comparison | null> {
  const { track, row } = await context.commit(async ({ tracks, downloads }) => ({
    track: await tracks.get(trackId),
    row: await downloads.get(trackId),
  }))
  if (!track?.pcm || !isDue(track, row)) return null
  context.tick({ phase: 'checking-download', fraction: 0.98, leftS: null })
  const clean = () => doors.blobs.removeAll(trackPrefix(previewOf(trackId)))
  const fit = await outcomeOf(() => fitOfAny(doors, context, track, track.pcm?.frames ?? 0))
  await outcomeOf(clean) // What stays goes with the track.
  if (context.signal.aborted) return null
  return { ...judgeFit(fit.ok ? fit.value : null), comparedAt: doors.now() }
}

/** Whether the track's file is what was downloaded, whole, and nothing was told of it yet. */
function isDue({ file }: Track, row: Download | null): boolean {
  if (row?.state !== 'done' || !row.record || row.record.preview) return false
  const isOpen = row.comparison === null || row.comparison.verdict === 'untold'
  return isOpen && row.record.sha256 === file?.sha256
}

/** Of the first preview that can be had; the address that is known may have expired, so others are asked for. */
async function fitOfAny(
  doors: CompareDoors,
  context: TaskContext,
  track: Track,
  frames: number,
): Promise<Fit | null> {
  const known = track.previewUrl
  const kept = known ? await fitWith(doors, context, track.id, frames, known) : null
  if (kept?.ok) return kept.value
  for (const shop of SHOPS) {
    const found = await askShop(doors, context, track, shop)
    for (const url of found.filter((one) => one !== known).slice(0, MOST_TRIES)) {
      if (context.signal.aborted) return null
      const fit = await fitWith(doors, context, track.id, frames, url)
      if (fit.ok) return fit.value
    }
  }
  return null
}

async function askShop(
  { proxy }: CompareDoors,
  context: TaskContext,
  track: Track,
  shop: string,
): Promise<string[]> {
  const { url: _, ...wanted } = wantedOf(track)
  const asked = { ...wanted, limit: MOST_FINDS, sources: [shop] }
  const answer = await context.call('proxy', () => proxy.search(asked, context.signal))
  if (!answer.ok) return []
  return sameRecording(track, answer.value.items).flatMap(({ previewUrl }) => previewUrl ?? [])
}

async function fitWith(
  doors: CompareDoors,
  context: TaskContext,
  trackId: string,
  frames: number,
  url: string,
): Promise<Outcome<Fit | null>> {
  const id = previewOf(trackId)
  const file = await fetchPreview(doors, context, id, url)
  if (!file.ok) return file
  const decoded = await doors.importer.decode(id, file.value, () => undefined, context.signal)
  if (!decoded.ok) return decoded
  const order = { song: { trackId, frames }, excerpt: { trackId: id, frames: decoded.value.frames } }
  return doors.engine.compare(order, () => undefined, context.signal)
}

async function fetchPreview(
  { blobs, proxy, patient = usualPatience }: CompareDoors,
  context: TaskContext,
  id: string,
  url: string,
): Promise<Outcome<SourceFile>> {
  await blobs.removeAll(trackPrefix(id))
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patient(ANSWER_MS))])
  const asked = { src: `preview:${url}`, quality: 'high', from: 0, etag: null } as const
  const answer = await context.call('proxy', () => openSound(proxy, asked, signal, patient))
  if (!answer.ok) return answer
  if (answer.value === 'whole') return failed(fault('download-not-audio'))
  const { mime, name, totalBytes } = answer.value
  const pieces = await Pieces.open(blobs, id, null, () => context.commit(async () => undefined))
  try {
    for await (const bytes of answer.value.bytes) {
      if (pieces.arrived + bytes.length > MOST_BYTES) return failed(fault('download-too-large'))
      await pieces.add(bytes)
      context.weigh({ in: bytes.length })
    }
    await pieces.end()
  } catch (error) {
    return failed(faultOfBreak(error, signal))
  }
  const isCut = totalBytes !== null && pieces.bytes < totalBytes
  return isCut ? failed(fault('download-cut')) : done({ name, bytes: pieces.bytes, sha256: '', mime })
}
