import type { AnalysisFeature } from '#lib/core/domain/analysis.ts'
import type { AnalysisDetail } from '#lib/core/domain/analysis-detail.ts'
import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { PCM_PIECE_FRAMES } from '#lib/core/dsp/pcm-pieces.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { conclude } from './conclude.ts'
import type { AnalysisOrder, Finding } from './contract.ts'
import { Ear } from './ear.ts'
import type { AnalysisNeeds } from './needs.ts'
import { monoOf, songPieces } from './read-sound.ts'
import { tuningOf, type SongTuning } from './tune.ts'

/** Pieces listened to for the tuning: a minute, from all over the song. */
const TUNING_PIECES = 20

/** Hears the song once and concludes. Memory grows by some kilobytes a second of song, whatever its length. */
export async function analyseMix(
  order: AnalysisOrder,
  needs: AnalysisNeeds,
): Promise<{ finding: Finding; detail: AnalysisDetail }> {
  const begun = needs.now()
  const features = withNeeded(order.features)
  const wants = (...any: AnalysisFeature[]) => any.some((feature) => features.includes(feature))
  const tuning = wants('key', 'tempo', 'chroma', 'structure')
    ? await tune(order, needs)
    : { coarse: 0, thirds: 0, fine: null }
  const ear = new Ear({
    ...needs,
    ...order,
    features,
    tuning: { ...tuning, fine: tuning.fine ?? 0 },
  })
  const mono = order.channels === 1
  const meter =
    wants('energy') && !needs.measured ? new LoudnessMeter(SAMPLE_RATE, mono ? [1] : [1, 1]) : null
  for await (const piece of songPieces(needs.blobs, order.trackId, order.frames)) {
    ear.push(mono ? piece.left : monoOf(piece))
    meter?.push(mono ? [piece.left] : [piece.left, piece.right])
    needs.tick((0.9 * (piece.start + piece.frames)) / order.frames)
  }
  ear.finish()
  const reading = needs.measured ?? meter?.finish() ?? null
  const found = conclude(order, features, ear, tuning, reading)
  return {
    detail: found.detail,
    finding: { ...found.finding, tookS: (needs.now() - begun) / 1000 },
  }
}

/** The form needs beats, timbre and harmony. */
function withNeeded(features: readonly AnalysisFeature[]): AnalysisFeature[] {
  const all = new Set(features)
  if (all.has('structure')) for (const more of ['tempo', 'mfcc', 'chroma', 'energy'] as const) all.add(more)
  return [...all]
}

function tune(order: AnalysisOrder, { blobs, short, long }: AnalysisNeeds): Promise<SongTuning> {
  const pieces = Math.ceil(order.frames / PCM_PIECE_FRAMES)
  const count = Math.min(pieces, TUNING_PIECES)
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * pieces) / count))
  async function* stretches() {
    for await (const piece of songPieces(blobs, order.trackId, order.frames, indices)) yield monoOf(piece)
  }
  return tuningOf(stretches(), short, long)
}
