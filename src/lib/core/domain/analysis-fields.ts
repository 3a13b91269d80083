import { camelotOf, openKeyOf } from '../music/musical-key.ts'
import type { Analysis, KeyFacts, MfccFacts, MusicalKey, TempoFacts } from './analysis.ts'
import type { AnalysisDetail, LoopCandidate } from './analysis-detail.ts'
import { cueColor } from './cue-colors.ts'

/** Sharps only, as the field has always been written. */
const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']

/** `C# minor`. */
export const keyWords = ({ tonic, mode }: MusicalKey) => `${NAMES[tonic] ?? 'C'} ${mode}`

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type AnalysisFields = Record<string, Json>

const numbers = (values: Float32Array): Json[] =>
  Array.from(values, (x) => (Number.isFinite(x) ? rounded(x) : null))
/** Six digits say all that was measured. */
const rounded = (x: number) => Number(x.toPrecision(7))
const ms = (seconds: number) => Math.round(seconds * 1000)

/**
 * A result as a flat object for programs: the names and units of the older analyzer (`tempo`, `spectral_centroid`, …) and
 * what it did not have. null is unknown; what was not asked for is absent.
 */
export function fieldsOf(analysis: Analysis, detail: AnalysisDetail | null): AnalysisFields {
  const { energy, loudness, spectral, mfcc, chroma } = analysis
  return {
    track_id: analysis.trackId,
    source: analysis.source,
    analysis_mode: analysis.mode,
    features: [...analysis.features],
    analyzer: { ...analysis.analyzer },
    analysed_at: new Date(analysis.createdAt).toISOString(),
    took_s: analysis.tookS,
    duration: analysis.durationS,
    sample_rate: analysis.sampleRate,
    samples: analysis.samples,
    ...(analysis.tempo && tempoFields(analysis.tempo, detail)),
    ...(analysis.key && keyFields(analysis.key)),
    ...(energy && {
      energy: energy.energy,
      energy_variance: energy.variance,
      energy_max: energy.max,
      energy_min: energy.min,
      zero_crossing_rate: energy.zeroCrossingRate,
      rms_dbfs: energy.rmsDbfs,
      crest_db: energy.crestDb,
      energy_curve: curveFields(detail),
    }),
    ...(loudness && {
      lufs_integrated: loudness.integratedLufs,
      lufs_momentary_max: loudness.maxMomentaryLufs,
      lufs_short_term_max: loudness.maxShortTermLufs,
      lra: loudness.rangeLu,
      true_peak_dbtp: loudness.truePeakDbtp,
      sample_peak_dbfs: loudness.samplePeakDbfs,
      channels_measured: loudness.channels,
    }),
    ...(spectral && {
      spectral_centroid: spectral.centroidHz,
      spectral_centroid_variance: spectral.centroidVarianceHz2,
      spectral_rolloff: spectral.rolloffHz,
      spectral_bandwidth: spectral.bandwidthHz,
      spectral_contrast: spectral.contrastDb,
      spectral_flatness: spectral.flatness,
    }),
    ...(mfcc && mfccFields(mfcc, analysis.durationS)),
    ...(chroma && { chroma_stft: chroma.stft, chroma_cqt: chroma.cqt, chroma_cens: chroma.cens }),
    ...(analysis.structure && detail && structureFields(analysis, detail)),
    ...(analysis.stems.length > 0 && { stems: analysis.stems.map((stem) => ({ ...stem })) }),
    ...(analysis.voice && { voice_range: { ...analysis.voice } }),
  }
}

function tempoFields(tempo: TempoFacts, detail: AnalysisDetail | null): AnalysisFields {
  return {
    tempo: tempo.bpm,
    tempo_confidence: tempo.confidence,
    bpm_alternatives: tempo.alternatives.map((one) => ({ ...one })),
    tempo_min: tempo.minBpm,
    tempo_max: tempo.maxBpm,
    beat_count: tempo.beatCount,
    beats: detail ? numbers(detail.beats) : [],
    downbeats: detail ? numbers(detail.downbeats) : [],
    bar_times: detail ? numbers(detail.downbeats) : [],
    time_signature: { beats_per_bar: tempo.beatsPerBar, confidence: tempo.metreConfidence },
    onset_density: tempo.onsetDensity,
    danceability: tempo.danceability,
  }
}

function keyFields({ key, confidence, candidates, tuningHz }: KeyFacts): AnalysisFields {
  return {
    key: key && keyWords(key),
    confidence,
    pitch_class: key && (NAMES[key.tonic] ?? null),
    mode: key && key.mode,
    camelot: key && camelotOf(key),
    open_key: key && openKeyOf(key),
    key_alternatives: candidates.map((one) => ({ key: keyWords(one), confidence: one.confidence })),
    tuning_hz: tuningHz,
  }
}

/** A sound shorter than this is one sound: it has a place among others. */
const ONE_SOUND_S = 8

/** `mfcc_embedding`: how dark a short sound is (`x`), and how hollow (`y`); sounds alike lie near each other. */
function mfccFields({ mean, variance }: MfccFacts, durationS: number): AnalysisFields {
  const [, x = 0, y = 0] = mean
  return {
    mfcc: mean,
    mfcc_variance: variance,
    n_mfcc: mean.length,
    mfcc_embedding: durationS < ONE_SOUND_S ? { x, y } : null,
  }
}

function curveFields(detail: AnalysisDetail | null): Json {
  const curve = detail?.energyCurve
  if (!curve) return null
  return { times: Array.from(curve.values, (_, i) => i * curve.hopS), values: numbers(curve.values) }
}

function structureFields({ structure, analyzer }: Analysis, detail: AnalysisDetail): AnalysisFields {
  const loops = detail.loops.map(loopFields)
  return {
    segments: detail.sections.map((one) => ({
      section_type: one.type,
      start_time: one.start,
      end_time: one.end,
      confidence: one.confidence,
      label: one.label,
      energy_profile: one.energy,
      repetition_group: one.group,
    })),
    segment_count: detail.sections.length,
    analysis_version: String(analyzer.version),
    chords: detail.chords.map((one) => ({ ...one })),
    loop_points: { recommended: loops.filter(({ recommended }) => recommended), all: loops },
    arrangement_markers: detail.markers.map((one) => ({
      marker_type: one.type,
      position_ms: ms(one.start),
      position_end_ms: ms(one.end),
      description: one.type.replace('_', ' '),
      intensity: one.intensity,
      metadata: one.facts,
    })),
    auto_cues: detail.cues.map((one) => ({
      position_ms: ms(one.time),
      label: one.label,
      cue_type: one.type,
      color: cueColor(one.label),
      confidence: one.confidence,
    })),
    transients: {
      transient_times: numbers(detail.onsets),
      onset_strength_mean: structure?.onsetStrengthMean ?? null,
      percussive_ratio: structure?.percussiveRatio ?? null,
      drum_events: detail.drumEvents.map(({ time, ...one }) => ({ time_s: time, ...one })),
    },
  }
}

function loopFields(loop: LoopCandidate) {
  return {
    loop_start_ms: ms(loop.start),
    loop_end_ms: ms(loop.end),
    loop_beats: loop.beats,
    loop_bars: loop.bars,
    quality_score: loop.quality,
    section_label: loop.section,
    bar_aligned: loop.barAligned,
    recommended: loop.recommended,
  }
}
