import type { Analysis, AnalysisEdit } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { detailPrefix } from '#lib/core/domain/keys.ts'
import { factsOf, type TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Pulse } from '#lib/core/music/grid.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { detailOf } from '#lib/platform/blobs/detail-bytes.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'

/** Everything that rows tell of a song's analysis. */
export interface AnalysisRows {
  trackId: string
  analyses: Analysis[]
  edit: AnalysisEdit | null
  facts: TrackFacts | null
  durationS: number
  /** Of the decoded song; 0 where there is none. */
  frames: number
}

// Not in a `.svelte.ts` file: see `app/read-song.ts`.
export async function readAnalysis(
  { tracks, analyses, analysisEdits }: Tables,
  trackId: string,
): Promise<AnalysisRows> {
  const track = await tracks.get(trackId)
  const all = await analyses.by('trackId', trackId)
  const edit = await analysisEdits.get(trackId)
  const durationS = track?.durationS ?? all[0]?.durationS ?? 0
  return {
    trackId,
    analyses: all,
    edit,
    facts: factsOf(trackId, all, edit),
    durationS,
    frames: track?.pcm?.frames ?? Math.round((track?.durationS ?? 0) * SAMPLE_RATE),
  }
}

/** Lists and curves of a result, or null where they are gone or of another version. */
export async function readDetail(
  blobs: Pick<BlobStore, 'get' | 'keys'>,
  { trackId, source }: Pick<Analysis, 'trackId' | 'source'>,
): Promise<AnalysisDetail | null> {
  const keys = await blobs.keys(detailPrefix(trackId, source))
  const parts = await Promise.all(keys.map((key) => blobs.get(key)))
  const found = parts.filter((part) => part !== null)
  if (found.length === 0) return null
  const whole = new Uint8Array(found.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of found) {
    whole.set(part, at)
    at += part.length
  }
  return detailOf(whole)
}

/** The pulse that was measured. */
export function pulseOf({ tempo }: Analysis, detail: AnalysisDetail | null): Pulse {
  return {
    bpm: tempo?.bpm ?? null,
    beatsPerBar: tempo?.beatsPerBar ?? null,
    beats: detail?.beats ?? [],
    downbeats: detail?.downbeats ?? [],
  }
}
