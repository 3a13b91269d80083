import {
  ANALYZER,
  type AnalysisFeature,
  type EnergyFacts,
  type KeyFacts,
  type SpectralFacts,
} from '#lib/core/domain/analysis.ts'
import { type AnalysisDetail, noDetail } from '#lib/core/domain/analysis-detail.ts'
import { censMean, evenMean } from '#lib/core/dsp/analysis/chroma-means.ts'
import { keysOf } from '#lib/core/dsp/analysis/key.ts'
import type { LoudnessReading } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { structureOf } from './conclude-structure.ts'
import { rhythmOf } from './conclude-tempo.ts'
import type { AnalysisOrder, Finding } from './contract.ts'
import { type Ear, FRAMES_PER_S, LONG_FRAMES_PER_S } from './ear.ts'
import { loudnessDetail, loudnessFacts } from './loudness-facts.ts'
import type { SongTuning } from './tune.ts'

export const PROFILE = 'comb-1248+ellis; bgate+opening; bs1770-4'
const A4_HZ = 440
const ENERGY_HOP_S = 0.5

/** Everything that was asked for, from what an ear and a meter have heard. */
export function conclude(
  order: AnalysisOrder,
  features: readonly AnalysisFeature[],
  ear: Ear,
  tuning: SongTuning,
  reading: LoudnessReading | null,
): { finding: Finding; detail: AnalysisDetail } {
  const durationS = order.frames / SAMPLE_RATE
  const when = <T>(feature: AnalysisFeature, work: () => T): T | null =>
    features.includes(feature) ? work() : null
  const rhythm = when('tempo', () => rhythmOf(ear, order.mode, durationS))
  const structure =
    rhythm && when('structure', () => structureOf(ear, rhythm, durationS, reading?.shortTerm ?? null))
  const curves = (['spectral', 'mfcc', 'chroma'] as const).some((feature) => features.includes(feature))
  const detail: AnalysisDetail = {
    ...noDetail(),
    ...rhythm?.detail,
    ...structure?.detail,
    ...(reading && loudnessDetail(reading)),
    energyCurve: when('energy', () => energyCurve(ear)),
    frames: curves ? framesOf(ear) : null,
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
    tempo: rhythm && rhythm.facts,
    key: when('key', () => keyFacts(ear, tuning)),
    energy: when('energy', () => energyFacts(ear)),
    loudness: reading && loudnessFacts(reading),
    spectral: when('spectral', () => spectralFacts(ear)),
    mfcc: when('mfcc', () => ({ mean: ear.cepstrum.mean(), variance: ear.cepstrum.variance() })),
    chroma: when('chroma', () => {
      const rows = ear.constantQ?.rows.all ?? new Float32Array()
      return { stft: ear.chromaMean, cqt: evenMean(rows), cens: censMean(rows) }
    }),
    structure: structure && structure.facts,
    stems: [],
    voice: null,
  }
  return { finding, detail }
}

function energyFacts({ levels }: Ear): EnergyFacts {
  const { rms } = levels
  const isEmpty = rms.count === 0
  return {
    energy: rms.mean,
    variance: rms.variance,
    max: isEmpty ? 0 : rms.max,
    min: isEmpty ? 0 : rms.min,
    ...levels.facts,
  }
}

function spectralFacts(ear: Ear): SpectralFacts {
  return {
    centroidHz: ear.centroid.mean,
    centroidVarianceHz2: ear.centroid.variance,
    rolloffHz: ear.rolloff.mean,
    bandwidthHz: ear.bandwidth.mean,
    contrastDb: ear.contrast.mean(),
    flatness: ear.flatness.mean,
  }
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

function energyCurve(ear: Ear): AnalysisDetail['energyCurve'] {
  const row = ear.levels.row.all
  const perS = FRAMES_PER_S
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
