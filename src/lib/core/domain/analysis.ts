import type { SeparationId, TrackId } from './ids.ts'
import type { StemName } from './separation.ts'

/** Raised with every change that may alter a number; an older result stays until a person asks for a newer one. */
export const ANALYZER = { name: 'sound-forge', version: 2 } as const

export const FEATURES = ['tempo', 'key', 'energy', 'spectral', 'mfcc', 'chroma', 'structure'] as const
export type AnalysisFeature = (typeof FEATURES)[number]

/** quick: tempo, key and energy without what takes long. full: everything. */
export type AnalysisMode = 'quick' | 'full'
export const QUICK: readonly AnalysisFeature[] = ['tempo', 'key', 'energy']

/** What was listened to by us: the song as it is, or its stems. Only these have lists and curves. */
export type ListenedSource = 'mix' | 'stems'
/** `opinion` is what essentia.js says of the song, when it is asked. */
export type AnalysisSource = ListenedSource | 'opinion'

export interface MusicalKey {
  /** Pitch class: 0 is C, 11 is B. */
  tonic: number
  mode: 'major' | 'minor'
}

export interface KeyCandidate extends MusicalKey {
  /** 0 to 1; the candidates given sum to at most 1. */
  confidence: number
}

export interface TempoCandidate {
  bpm: number
  confidence: number
}

/** Beats per minute of the whole; null where no pulse was found. */
export interface TempoFacts {
  bpm: number | null
  /** 0 to 1; of the period and its level together. */
  confidence: number | null
  /** Other readings, likeliest first; half and double are always among them when `bpm` is known. */
  alternatives: TempoCandidate[]
  beatCount: number
  /** Beats in a bar (4 for 4/4, 3 for 3/4, 2 for 6/8 counted in dotted beats); null when unknown. */
  beatsPerBar: number | null
  /** 0 to 1. */
  metreConfidence: number | null
  /** Lowest and highest tempo of its curve. */
  minBpm: number | null
  maxBpm: number | null
  /** Onsets a second; null in quick mode. */
  onsetDensity: number | null
  /** 0 (not at all) to about 3 (Streich & Herrera 2005: 3 less the fluctuation exponent); null in quick mode. */
  danceability: number | null
}

export interface KeyFacts {
  key: MusicalKey | null
  /** 0 to 1. */
  confidence: number | null
  /** The best three, best first; empty when unknown. */
  candidates: KeyCandidate[]
  /** Frequency of A4 in Hz; null when nothing is pitched. */
  tuningHz: number | null
}

/** RMS is linear at full scale 1, over frames of 2048 with a hop of 512 of (left + right) / 2. */
export interface EnergyFacts {
  energy: number
  variance: number
  max: number
  min: number
  /** Share of samples at which the sign changes, 0 to 1. */
  zeroCrossingRate: number
  /** Of all samples; null for digital silence. */
  rmsDbfs: number | null
  /** Sample peak over RMS. */
  crestDb: number | null
}

/** ITU-R BS.1770-4 and EBU Tech 3342, of the channels of the file where they were measured at import. */
export interface LoudnessFacts {
  integratedLufs: number | null
  /** Loudness range in LU; null when it is too short or too quiet. */
  rangeLu: number | null
  maxMomentaryLufs: number | null
  maxShortTermLufs: number | null
  truePeakDbtp: number | null
  samplePeakDbfs: number | null
  /** How many channels were measured: those of the file, or 2 where only the stored stereo was. */
  channels: number
}

/** Means over frames of 2048 with a hop of 512, as librosa defines them. */
export interface SpectralFacts {
  centroidHz: number
  centroidVarianceHz2: number
  /** 85 % of the energy lies below. */
  rolloffHz: number
  bandwidthHz: number
  /** Seven bands from 200 Hz, octave by octave. */
  contrastDb: number[]
  /** 0 (a tone) to 1 (noise). */
  flatness: number
}

/** 13 coefficients. */
export interface MfccFacts {
  mean: number[]
  variance: number[]
}

/** Means of 12 bins, C first. */
export interface ChromaFacts {
  stft: number[]
  cqt: number[]
  cens: number[]
}

export interface StructureFacts {
  sectionCount: number
  chordCount: number
  loopCount: number
  /** Mean onset strength, and the percussive share of the energy, 0 to 1. */
  onsetStrengthMean: number | null
  percussiveRatio: number | null
}

export interface StemFacts {
  stem: StemName
  integratedLufs: number | null
  truePeakDbtp: number | null
  /** Share of the song in which it sounds, 0 to 1. */
  activity: number
}

/** Lowest and highest note that is held, as MIDI numbers (60 is C4), and their middle. */
export interface VoiceRange {
  low: number
  high: number
  median: number
}

/**
 * One result, small enough for a list of ten thousand. A group is null when it was not asked for; a value inside one is
 * null when it is unknown. Lists and curves are in `AnalysisDetail`.
 */
export interface Analysis {
  /** See `analysisId`. */
  id: string
  trackId: TrackId
  source: AnalysisSource
  /** The separation listened to; null for the mix. */
  separationId: SeparationId | null
  analyzer: { name: string; version: number; profile: string }
  mode: AnalysisMode
  features: AnalysisFeature[]
  /** Milliseconds since 1970. */
  createdAt: number
  /** Seconds of computing it took. */
  tookS: number
  durationS: number
  /** Of the file. */
  sampleRate: number
  /** Frames at 44.1 kHz that were listened to. */
  samples: number
  tempo: TempoFacts | null
  key: KeyFacts | null
  energy: EnergyFacts | null
  loudness: LoudnessFacts | null
  spectral: SpectralFacts | null
  mfcc: MfccFacts | null
  chroma: ChromaFacts | null
  structure: StructureFacts | null
  /** Of the stems only; empty for the mix. */
  stems: StemFacts[]
  voice: VoiceRange | null
}

/** One result a track and source: a newer one takes the older one's place. */
export const analysisId = (trackId: TrackId, source: AnalysisSource) => `${trackId}:${source}`

/** Whether a newer algorithm could say it anew. */
export const isOutdated = ({ analyzer }: Pick<Analysis, 'analyzer'>) =>
  analyzer.name !== ANALYZER.name || analyzer.version < ANALYZER.version

/**
 * What a person says instead of the measured; null (or the neutral value) where the measured holds. The measured stays
 * as it is beside it. One row a track.
 */
export interface AnalysisEdit {
  trackId: TrackId
  /** A steady tempo instead of the measured beats. */
  bpm: number | null
  /** Measured beats doubled (2) or halved (0.5); 1 leaves them. */
  factor: number
  /** Seconds by which every beat is moved, later is positive. */
  shiftS: number
  /** A moment in seconds at which a bar begins. */
  downbeatS: number | null
  beatsPerBar: number | null
  key: MusicalKey | null
  /** Milliseconds since 1970. */
  changedAt: number
}

export function noEdit(trackId: TrackId): AnalysisEdit {
  return {
    trackId,
    bpm: null,
    factor: 1,
    shiftS: 0,
    downbeatS: null,
    beatsPerBar: null,
    key: null,
    changedAt: 0,
  }
}
