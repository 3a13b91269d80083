import { ANALYZER, type AnalysisFeature, type KeyFacts } from '#lib/core/domain/analysis.ts'
import { type AnalysisDetail, noDetail } from '#lib/core/domain/analysis-detail.ts'
import { keysOf } from '#lib/core/dsp/analysis/key.ts'
import { LoudnessMeter, type LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { PCM_PIECE_FRAMES } from '#lib/core/dsp/pcm-pieces.ts'
import type { RealFft } from '#lib/core/dsp/real-fft.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { structureOf } from './conclude-structure.ts'
import { rhythmOf } from './conclude-tempo.ts'
import type { AnalysisOrder, Finding } from './contract.ts'
import { Ear, LONG_FRAMES_PER_S } from './ear.ts'
import { loudnessDetail, loudnessFacts } from './loudness-facts.ts'
import { monoOf, songPieces } from './read-sound.ts'
import { tuningOf, type SongTuning } from './tune.ts'

export interface AnalysisNeeds {
  blobs: Pick<BlobStore, 'get'>
  short: RealFft
  long: RealFft
  /** What was measured of the file's own channels at import, if more than the stored stereo can tell. */
  measured: LoudnessReading | null
  now(): number
  tick(fraction: number): void
}

export const PROFILE = 'comb-1248+ellis; bgate+opening; bs1770-4'
/** Pieces listened to for the tuning: a minute, from all over the song. */
const TUNING_PIECES = 20

const A4_HZ = 440

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
    : { coarse: 0, fine: null }
  const ear = new Ear({
    ...needs,
    ...order,
    features,
    tuning: { coarse: tuning.coarse, fine: tuning.fine ?? 0 },
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

function conclude(
  order: AnalysisOrder,
  features: readonly AnalysisFeature[],
  ear: Ear,
  tuning: SongTuning,
  reading: LoudnessReading | null,
): { finding: Finding; detail: AnalysisDetail } {
  const durationS = order.frames / SAMPLE_RATE
  const has = (feature: AnalysisFeature) => features.includes(feature)
  const rhythm = has('tempo') ? rhythmOf(ear, order.mode, durationS) : null
  const structure =
    has('structure') && rhythm ? structureOf(ear, rhythm, durationS, reading?.shortTerm ?? null) : null
  const rms = ear.levels.rms
  const detail: AnalysisDetail = {
    ...noDetail(),
    ...rhythm?.detail,
    ...structure?.detail,
    ...(reading ? loudnessDetail(reading) : {}),
    energyCurve: has('energy') ? energyCurve(ear) : null,
    frames: has('spectral') || has('mfcc') || has('chroma') ? framesOf(ear) : null,
  }
  const finding: Finding = {
    source: order.source,
    separationId: order.separation?.id ?? null,
    analyzer: { ...ANALYZER, profile: PROFILE },
    mode: order.mode,
    features: [...features],
    tookS: 0,
    durationS,
    sampleRate: order.sampleRate,
    samples: order.frames,
    tempo: rhythm?.facts ?? null,
    key: has('key') ? keyFacts(ear, tuning) : null,
    energy: has('energy')
      ? {
          energy: rms.mean,
          variance: rms.variance,
          max: rms.count > 0 ? rms.max : 0,
          min: rms.count > 0 ? rms.min : 0,
          ...ear.levels.facts,
        }
      : null,
    loudness: reading ? loudnessFacts(reading) : null,
    spectral: has('spectral')
      ? {
          centroidHz: ear.centroid.mean,
          centroidVarianceHz2: ear.centroid.variance,
          rolloffHz: ear.rolloff.mean,
          bandwidthHz: ear.bandwidth.mean,
          contrastDb: ear.contrast.mean(),
          flatness: ear.flatness.mean,
        }
      : null,
    mfcc: has('mfcc') ? { mean: ear.cepstrum.mean(), variance: ear.cepstrum.variance() } : null,
    chroma: has('chroma') ? { stft: ear.chromaMean, ...ear.pitches.means() } : null,
    structure: structure?.facts ?? null,
    stems: [],
    voice: null,
  }
  return { finding, detail }
}

export function keyFacts(ear: Ear, tuning: SongTuning): KeyFacts {
  const keys = tuning.fine === null ? [] : keysOf(ear.pitches.rows.all, LONG_FRAMES_PER_S)
  const [best] = keys
  return {
    key: best ? { tonic: best.tonic, mode: best.mode } : null,
    confidence: best?.confidence ?? null,
    candidates: keys.slice(0, 3),
    tuningHz: tuning.fine === null ? null : A4_HZ * Math.pow(2, tuning.fine / 12),
  }
}

const ENERGY_HOP_S = 0.5

function energyCurve(ear: Ear): AnalysisDetail['energyCurve'] {
  const row = ear.levels.row.all
  const perS = SAMPLE_RATE / 512
  const count = Math.ceil(row.length / perS / ENERGY_HOP_S)
  const values = Float32Array.from({ length: count }, (_, i) => {
    const part = row.subarray(Math.round(i * ENERGY_HOP_S * perS), Math.round((i + 1) * ENERGY_HOP_S * perS))
    return Math.sqrt(part.reduce((sum, rms) => sum + rms * rms, 0) / Math.max(1, part.length))
  })
  return { hopS: ENERGY_HOP_S, values }
}

function framesOf(ear: Ear): AnalysisDetail['frames'] {
  const shapes = ear.shapes.rows.all
  const column = (c: number) =>
    Float32Array.from({ length: shapes.length / 4 }, (_, i) => shapes[i * 4 + c] ?? 0)
  return {
    hopS: ear.curveHopS,
    count: Math.max(ear.shapes.rows.rows, ear.chroma.rows.rows, ear.cepstrum.curve.rows.rows),
    centroidHz: column(0),
    rolloffHz: column(1),
    bandwidthHz: column(2),
    flatness: column(3),
    chroma: ear.chroma.rows.all.slice(),
    mfcc: ear.cepstrum.curve.rows.all.slice(),
  }
}
