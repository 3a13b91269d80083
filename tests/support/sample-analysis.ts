import type { Analysis, AnalysisSource } from '#lib/core/domain/analysis.ts'
import { analysisId, ANALYZER, FEATURES } from '#lib/core/domain/analysis.ts'
import {
  noDetail,
  type AnalysisDetail,
  type ChordSpan,
  type Section,
} from '#lib/core/domain/analysis-detail.ts'
import type { TrackFacts } from '#lib/core/domain/track-facts.ts'

/** A full result of a song of `seconds` at 118.3 BPM in F sharp minor. */
export function sampleAnalysis(
  trackId: string,
  seconds = 180,
  source: AnalysisSource = 'mix',
  more: Partial<Analysis> = {},
): Analysis {
  const bpm = source === 'mix' ? 118.3 : 118.2
  return {
    id: analysisId(trackId, source),
    trackId,
    source,
    separationId: source === 'stems' ? `${trackId}-s` : null,
    analyzer: { ...ANALYZER, profile: 'default' },
    mode: 'full',
    features: [...FEATURES],
    createdAt: 1_790_000_000_000,
    tookS: 8.4,
    durationS: seconds,
    sampleRate: 44_100,
    samples: Math.round(seconds * 44_100),
    tempo: {
      bpm,
      confidence: source === 'mix' ? 0.71 : 0.9,
      alternatives: [
        { bpm: bpm / 2, confidence: 0.18 },
        { bpm: bpm * 2, confidence: 0.07 },
      ],
      beatCount: Math.floor((seconds * bpm) / 60),
      beatsPerBar: 4,
      metreConfidence: 0.83,
      minBpm: bpm - 1.4,
      maxBpm: bpm + 2.1,
      onsetDensity: 3.7,
      danceability: 1.24,
    },
    key: {
      key: { tonic: 6, mode: 'minor' },
      confidence: source === 'mix' ? 0.58 : 0.66,
      candidates: [
        { tonic: 6, mode: 'minor', confidence: 0.58 },
        { tonic: 9, mode: 'major', confidence: 0.21 },
        { tonic: 1, mode: 'minor', confidence: 0.12 },
      ],
      tuningHz: 441.2,
    },
    energy: {
      energy: 0.131,
      variance: 0.0021,
      max: 0.34,
      min: 0.0001,
      zeroCrossingRate: 0.063,
      rmsDbfs: -16.4,
      crestDb: 15.6,
    },
    loudness: {
      integratedLufs: -13.8,
      rangeLu: 6.2,
      maxMomentaryLufs: -9.1,
      maxShortTermLufs: -10.9,
      truePeakDbtp: -0.4,
      samplePeakDbfs: -0.8,
      channels: 2,
    },
    spectral: {
      centroidHz: 1843,
      centroidVarianceHz2: 412_000,
      rolloffHz: 3920,
      bandwidthHz: 1980,
      contrastDb: [18.2, 15.1, 17.4, 18.8, 19.2, 20.9, 38.4],
      flatness: 0.0123,
    },
    mfcc: {
      mean: [-161.2, 121.4, -8.4, 21.7, 3.1, 8.2, -2.7, 5.5, -3.9, 2.1, -1.8, 1.2, -2.2],
      variance: [3821, 942, 511, 288, 201, 166, 141, 120, 101, 92, 85, 80, 77],
    },
    chroma: {
      stft: [0.31, 0.62, 0.28, 0.3, 0.51, 0.33, 0.88, 0.34, 0.45, 0.71, 0.3, 0.52],
      cqt: [0.28, 0.64, 0.25, 0.27, 0.49, 0.3, 0.91, 0.31, 0.43, 0.74, 0.28, 0.5],
      cens: [0.22, 0.34, 0.2, 0.21, 0.28, 0.22, 0.41, 0.23, 0.27, 0.36, 0.22, 0.29],
    },
    structure: {
      sectionCount: 8,
      chordCount: 90,
      loopCount: 5,
      onsetStrengthMean: 1.31,
      percussiveRatio: 0.42,
    },
    stems:
      source === 'mix'
        ? []
        : [
            { stem: 'drums', integratedLufs: -17.2, truePeakDbtp: -1.9, activity: 0.86 },
            { stem: 'bass', integratedLufs: -19.8, truePeakDbtp: -4.1, activity: 0.91 },
            { stem: 'other', integratedLufs: -18.3, truePeakDbtp: -3.3, activity: 0.97 },
            { stem: 'vocals', integratedLufs: -18.9, truePeakDbtp: -2.8, activity: 0.54 },
          ],
    voice: source === 'mix' ? null : { low: 52, high: 71, median: 61 },
    ...more,
  }
}

const wave = (t: number, period: number, phase = 0) => Math.sin((2 * Math.PI * t) / period + phase)
const curve = (seconds: number, hopS: number, value: (t: number) => number) =>
  Float32Array.from({ length: Math.floor(seconds / hopS) }, (_, i) => value(i * hopS))

const FORM: [Section['type'], string, number][] = [
  ['intro', 'A', 0],
  ['verse', 'B', 1],
  ['chorus', 'C', 2],
  ['verse', 'B', 1],
  ['chorus', 'C', 2],
  ['bridge', 'D', 3],
  ['chorus', "C'", 2],
  ['outro', 'A', 0],
]
const CHORDS = ['F#m', 'D', 'A', 'E']
const CHORD_TONES = [
  [6, 9, 1],
  [2, 6, 9],
  [9, 1, 4],
  [4, 8, 11],
]

function sectionsOf(seconds: number): Section[] {
  const length = seconds / FORM.length
  return FORM.map(([type, label, group], i) => ({
    type,
    label,
    start: i * length,
    end: (i + 1) * length,
    confidence: 0.6 + (i % 3) * 0.1,
    energy: type === 'chorus' ? 1 : type === 'intro' || type === 'outro' ? 0.2 : 0.55,
    group,
  }))
}

/** Lists and curves that belong to `sampleAnalysis`. */
export function sampleDetail(seconds = 180, source: AnalysisSource = 'mix'): AnalysisDetail {
  const bpmAt = (t: number) => 118.3 + 1.3 * wave(t, 60) + (t > seconds * 0.7 ? 0.6 : 0)
  const beats: number[] = []
  for (let t = 0.42; t < seconds; t += 60 / bpmAt(t)) beats.push(t)
  const downbeats = beats.filter((_, i) => i % 4 === 0)
  const hopS = 0.5
  const level = (t: number) => -15 + 3.5 * wave(t, seconds / 4) + 1.6 * wave(t, 2.1)
  const chords = downbeats.map((start, i): ChordSpan => {
    const end = downbeats[i + 1] ?? seconds
    return { chord: CHORDS[i % 4] ?? 'N', start, end, confidence: 0.5 + 0.1 * (i % 4) }
  })
  const count = Math.floor(seconds / hopS)
  const chordAt = (t: number) =>
    CHORD_TONES[
      Math.max(
        0,
        chords.findIndex((one) => one.end > t),
      ) % 4
    ] ?? []
  return {
    ...noDetail(),
    beats: Float32Array.from(beats),
    downbeats: Float32Array.from(downbeats),
    tempoCurve: { times: Float32Array.from(downbeats), bpm: Float32Array.from(downbeats, bpmAt) },
    onsets: Float32Array.from(beats.flatMap((beat) => [beat, beat + 0.25])),
    loudness: {
      hopS: 0.1,
      momentary: curve(seconds, 0.1, (t) => (t < 0.4 ? NaN : level(t) + 1.4 * wave(t, 0.5))),
      shortTerm: curve(seconds, 0.1, (t) => (t < 3 ? NaN : level(t) - 0.8)),
    },
    truePeaks: { hopS, values: curve(seconds, hopS, (t) => -2.4 + 2 * wave(t, 13)) },
    peakMarks: [31.2, 70.4, 98.8].filter((t) => t < seconds).map((time) => ({ time, dbtp: -0.4 })),
    energyCurve: { hopS, values: curve(seconds, hopS, (t) => 0.13 + 0.05 * wave(t, seconds / 4)) },
    frames: {
      hopS,
      count,
      centroidHz: curve(seconds, hopS, (t) => 1800 + 500 * wave(t, 21)),
      rolloffHz: curve(seconds, hopS, (t) => 3900 + 900 * wave(t, 17, 1)),
      bandwidthHz: curve(seconds, hopS, (t) => 1950 + 250 * wave(t, 29)),
      flatness: curve(seconds, hopS, (t) => 0.012 + 0.006 * wave(t, 11)),
      chroma: Float32Array.from({ length: count * 12 }, (_, i) => {
        const pitch = i % 12
        const strong = chordAt(Math.floor(i / 12) * hopS).includes(pitch)
        return (strong ? 0.8 : 0.22) + 0.12 * wave(i, 37)
      }),
      mfcc: Float32Array.from({ length: count * 13 }, (_, i) =>
        i % 13 === 0 ? -160 + 40 * wave(i, 900) : (60 / (1 + (i % 13))) * wave(i, 240 + 31 * (i % 13)),
      ),
    },
    chords,
    sections: sectionsOf(seconds),
    loops: [4, 8, 16, 8, 4].map((bars, i) => {
      const at = Math.min(i * 9, Math.max(0, downbeats.length - bars - 1))
      return {
        start: downbeats[at] ?? 0,
        end: downbeats[at + bars] ?? seconds,
        beats: bars * 4,
        bars,
        quality: 0.95 - i * 0.06,
        section: FORM[i]?.[1] ?? '',
        barAligned: true,
        recommended: i < 3,
      }
    }),
    markers: [{ type: 'energy_rise', start: seconds / 4, end: seconds / 4 + 2, intensity: 0.7, facts: {} }],
    cues: [{ time: 0.42, label: 'Start', type: 'start', confidence: 0.9 }],
    drumEvents: [],
    activity:
      source === 'mix'
        ? null
        : {
            hopS,
            stems: (['drums', 'bass', 'other', 'vocals'] as const).map((stem, i) => ({
              stem,
              values: curve(seconds, hopS, (t) =>
                Math.max(0, Math.min(1, 0.5 + 0.6 * wave(t, 23 + 11 * i, i))),
              ),
            })),
          },
    voicePitch:
      source === 'mix'
        ? null
        : { hopS, values: curve(seconds, hopS, (t) => (wave(t, 30) > 0 ? 220 + 60 * wave(t, 5) : 0)) },
  }
}

/** What counts of a song, as the library reads it. */
export function sampleFacts(trackId: string, more: Partial<TrackFacts> = {}): TrackFacts {
  return {
    trackId,
    bpm: 118.3,
    bpmFrom: 'mix',
    key: { tonic: 6, mode: 'minor' },
    keyFrom: 'mix',
    lufs: -13.8,
    mode: 'full',
    ...more,
  }
}
