import type { StemName } from './separation.ts'

/** A chord by its usual short name (`C`, `F#m`, `Bb7`), or `N` where none sounds. Seconds. */
export interface ChordSpan {
  chord: string
  start: number
  end: number
  /** 0 to 1. */
  confidence: number
}

export const SECTION_TYPES = [
  'intro',
  'verse',
  'pre_chorus',
  'chorus',
  'bridge',
  'build_up',
  'breakdown',
  'drop',
  'outro',
] as const
export type SectionType = (typeof SECTION_TYPES)[number]

export interface Section {
  type: SectionType
  /** `A`, `B`, `A'`: the same letter is the same music. */
  label: string
  /** Seconds. */
  start: number
  end: number
  confidence: number
  /** Loudness among the sections, 0 to 1. */
  energy: number
  /** Sections of one group repeat each other. */
  group: number
}

export interface LoopCandidate {
  /** Seconds, on beats. */
  start: number
  end: number
  beats: number
  /** 1, 2, 4, 8 or 16. */
  bars: number
  /** 0 to 1: how unheard the jump from end to start is. */
  quality: number
  /** Label of the section it begins in; empty when there is none. */
  section: string
  /** Begins on a downbeat. */
  barAligned: boolean
  recommended: boolean
}

export interface Marker {
  type: 'key_change' | 'energy_rise' | 'energy_drop' | 'drop' | 'build_up'
  /** Seconds; `end` equals `start` for a moment. */
  start: number
  end: number
  /** 0 to 1. */
  intensity: number
  /** What changed, for programs: e.g. `from` and `to` of a key change. */
  facts: Record<string, string | number>
}

export interface Cue {
  time: number
  label: string
  type: 'section' | 'drop' | 'marker' | 'start'
  confidence: number
}

export interface DrumEvent {
  time: number
  category: 'kick' | 'snare' | 'hihat' | 'clap' | 'perc'
  confidence: number
}

/** A moment over -1 dBTP: `time` in seconds. */
export interface PeakMark {
  time: number
  dbtp: number
}

/** Values `hopS` apart, the first at 0. */
export interface Curve {
  hopS: number
  values: Float32Array
}

/** Lists and curves of one result. An empty array or null: not asked for, or nothing found. Times in seconds. */
export interface AnalysisDetail {
  beats: Float32Array
  /** Those of `beats` that begin a bar. */
  downbeats: Float32Array
  /** The tempo at each time, in BPM. */
  tempoCurve: { times: Float32Array; bpm: Float32Array }
  onsets: Float32Array
  /** LUFS every 0.1 s: over 0.4 s and over 3 s that end there; -Infinity is silence, NaN before the first whole window. */
  loudness: { hopS: number; momentary: Float32Array; shortTerm: Float32Array } | null
  /** Highest true peak of each stretch, in dBTP. */
  truePeaks: Curve | null
  /** The strongest true peaks over -1 dBTP, at most 100, in order of time. */
  peakMarks: PeakMark[]
  /** RMS on a grid of 0.5 s. */
  energyCurve: Curve | null
  /** Curves with one shared hop; `chroma` has 12 and `mfcc` 13 values a frame, frame after frame. */
  frames: {
    hopS: number
    count: number
    centroidHz: Float32Array
    rolloffHz: Float32Array
    bandwidthHz: Float32Array
    flatness: Float32Array
    chroma: Float32Array
    mfcc: Float32Array
  } | null
  chords: ChordSpan[]
  sections: Section[]
  loops: LoopCandidate[]
  markers: Marker[]
  cues: Cue[]
  drumEvents: DrumEvent[]
  /** How strongly each stem sounds, 0 to 1. */
  activity: { hopS: number; stems: { stem: StemName; values: Float32Array }[] } | null
  /** Fundamental of the voice in Hz, 0 where it is silent. */
  voicePitch: Curve | null
}

export function noDetail(): AnalysisDetail {
  return {
    beats: new Float32Array(),
    downbeats: new Float32Array(),
    tempoCurve: { times: new Float32Array(), bpm: new Float32Array() },
    onsets: new Float32Array(),
    loudness: null,
    truePeaks: null,
    peakMarks: [],
    energyCurve: null,
    frames: null,
    chords: [],
    sections: [],
    loops: [],
    markers: [],
    cues: [],
    drumEvents: [],
    activity: null,
    voicePitch: null,
  }
}
