import * as v from 'valibot'
import { FEATURES } from '#lib/core/domain/analysis.ts'
import { count, finite, stem } from './schema-parts.ts'

const maybe = v.nullable(finite)
const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const pitchClass = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11))
const numbers = (length: number) => v.pipe(v.array(finite), v.length(length))

const musicalKey = { tonic: pitchClass, mode: v.picklist(['major', 'minor']) }

export const featureSchema = v.picklist(FEATURES)
export const modeSchema = v.picklist(['quick', 'full'])
export const sourceSchema = v.picklist(['mix', 'stems', 'opinion'])

const tempo = v.object({
  bpm: maybe,
  confidence: v.nullable(share),
  alternatives: v.array(v.object({ bpm: finite, confidence: share })),
  beatCount: count,
  beatsPerBar: v.nullable(count),
  metreConfidence: v.nullable(share),
  minBpm: maybe,
  maxBpm: maybe,
  onsetDensity: maybe,
  danceability: maybe,
})

const key = v.object({
  key: v.nullable(v.object(musicalKey)),
  confidence: v.nullable(share),
  candidates: v.array(v.object({ ...musicalKey, confidence: share })),
  tuningHz: maybe,
})

const energy = v.object({
  energy: finite,
  variance: finite,
  max: finite,
  min: finite,
  zeroCrossingRate: share,
  rmsDbfs: maybe,
  crestDb: maybe,
})

const loudness = v.object({
  integratedLufs: maybe,
  rangeLu: maybe,
  maxMomentaryLufs: maybe,
  maxShortTermLufs: maybe,
  truePeakDbtp: maybe,
  samplePeakDbfs: maybe,
  channels: count,
})

const spectral = v.object({
  centroidHz: finite,
  centroidVarianceHz2: finite,
  rolloffHz: finite,
  bandwidthHz: finite,
  contrastDb: numbers(7),
  flatness: finite,
})

export const analysisSchema = v.object({
  id: v.string(),
  trackId: v.string(),
  source: sourceSchema,
  separationId: v.nullable(v.string()),
  analyzer: v.object({ name: v.string(), version: count, profile: v.string() }),
  mode: modeSchema,
  features: v.array(featureSchema),
  createdAt: finite,
  tookS: finite,
  durationS: finite,
  sampleRate: finite,
  samples: count,
  tempo: v.nullable(tempo),
  key: v.nullable(key),
  energy: v.nullable(energy),
  loudness: v.nullable(loudness),
  spectral: v.nullable(spectral),
  mfcc: v.nullable(v.object({ mean: numbers(13), variance: numbers(13) })),
  chroma: v.nullable(v.object({ stft: numbers(12), cqt: numbers(12), cens: numbers(12) })),
  structure: v.nullable(
    v.object({
      sectionCount: count,
      chordCount: count,
      loopCount: count,
      onsetStrengthMean: maybe,
      percussiveRatio: v.nullable(share),
    }),
  ),
  stems: v.array(v.object({ stem, integratedLufs: maybe, truePeakDbtp: maybe, activity: share })),
  voice: v.nullable(v.object({ low: finite, high: finite, median: finite })),
})

export const editSchema = v.object({
  trackId: v.string(),
  bpm: maybe,
  factor: finite,
  shiftS: finite,
  downbeatS: maybe,
  beatsPerBar: v.nullable(count),
  key: v.nullable(v.object(musicalKey)),
  changedAt: finite,
})

const factSource = v.nullable(v.picklist(['mix', 'stems', 'opinion', 'person']))

export const factsSchema = v.object({
  trackId: v.string(),
  bpm: maybe,
  bpmFrom: factSource,
  key: v.nullable(v.object(musicalKey)),
  keyFrom: factSource,
  lufs: maybe,
  mode: v.nullable(modeSchema),
})
