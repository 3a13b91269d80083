import type { StructureFacts } from '#lib/core/domain/analysis.ts'
import type {
  AnalysisDetail,
  ChordSpan,
  DrumEvent,
  LoopCandidate,
  Section,
} from '#lib/core/domain/analysis-detail.ts'
import { chordsOf, type HeardChord } from '#lib/core/dsp/analysis/chords.ts'
import { loopsOf, recommended } from '#lib/core/dsp/analysis/loops.ts'
import { onsetsOf, onsetStrength } from '#lib/core/dsp/analysis/onsets.ts'
import { type HeardSection, sectionsOf } from '#lib/core/dsp/analysis/sections.ts'
import { standardise } from '#lib/core/dsp/analysis/vectors.ts'
import type { Rhythm } from './conclude-tempo.ts'
import { type Ear, FRAMES_PER_S, LONG_FRAMES_PER_S } from './ear.ts'
import { cuesOf, markersOf } from './markers.ts'
import { typesOf } from './name-sections.ts'

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']
/** A song shorter than this is one section. */
const WHOLE_S = 30
const SUFFIX: Record<HeardChord['quality'], string> = { major: '', minor: 'm', seventh: '7', none: '' }

type Structure = Pick<AnalysisDetail, 'chords' | 'sections' | 'loops' | 'markers' | 'cues' | 'drumEvents'>

/** What an ear has heard of the form; `shortTerm` is LUFS each 0.1 s where it was measured. */
export function structureOf(
  ear: Ear,
  rhythm: Rhythm,
  durationS: number,
  shortTerm: Float32Array | null,
): { facts: StructureFacts; detail: Structure } {
  const columns = columnsOf(ear)
  const sections = named(columns, ear, durationS)
  const chords = chordSpans(ear, rhythm.beats, durationS)
  const loops = loopCandidates(ear, rhythm, sections)
  const markers = markersOf(ear, sections, shortTerm)
  const detail = {
    chords,
    sections,
    loops,
    markers,
    cues: cuesOf(sections, markers, rhythm),
    drumEvents: drumsOf(ear),
  }
  return {
    facts: {
      sectionCount: sections.length,
      chordCount: chords.filter(({ chord }) => chord !== 'N').length,
      loopCount: loops.length,
      onsetStrengthMean: ear.onsets.rows.rows > 0 ? onsetStrength(ear.onsets.rows.all) : null,
      percussiveRatio: ear.percussion.share,
    },
    detail,
  }
}

/** Chords by name, from beat to beat. */
export function chordSpans(ear: Ear, beats: Float64Array, durationS: number): ChordSpan[] {
  return chordsOf(ear.pitches.rows.all, LONG_FRAMES_PER_S, beats, durationS).map(spanOf)
}

const spanOf = ({ root, quality, start, end, confidence }: HeardChord): ChordSpan => ({
  chord: root === null ? 'N' : `${NAMES[root] ?? 'C'}${SUFFIX[quality]}`,
  start,
  end,
  confidence,
})

/** Timbre and harmony of each column, each with an equal say. */
function columnsOf(ear: Ear): Float64Array[] {
  const mfcc = ear.cepstrum.curve.rows.all
  const chroma = ear.chroma.rows.all
  const count = Math.min(mfcc.length / 13, chroma.length / 12)
  const rows = Array.from({ length: count }, (_, i) =>
    Float64Array.from([...mfcc.subarray(i * 13, i * 13 + 13), ...chroma.subarray(i * 12, i * 12 + 12)]),
  )
  standardise(rows)
  return rows
}

function named(columns: readonly Float64Array[], ear: Ear, durationS: number): Section[] {
  if (durationS <= 0 || columns.length === 0) return []
  const heard: HeardSection[] =
    durationS < WHOLE_S
      ? [{ from: 0, to: columns.length, group: 0, confidence: 1 }]
      : sectionsOf(columns, ear.curveHopS)
  const energies = heard.map(({ from, to }) => energyBetween(ear, from * ear.curveHopS, to * ear.curveHopS))
  const high = Math.max(1e-9, ...energies)
  const low = Math.min(...energies)
  const share = energies.map((energy) => (high > low ? (energy - low) / (high - low) : 1))
  const types = typesOf(heard, share)
  return heard.map(({ from, to, group, confidence }, i) => ({
    type: types[i] ?? 'verse',
    label: String.fromCharCode(65 + (group % 26)),
    start: from * ear.curveHopS,
    end: i === heard.length - 1 ? durationS : to * ear.curveHopS,
    confidence: Math.max(0, Math.min(1, confidence)),
    energy: share[i] ?? 0,
    group,
  }))
}

function energyBetween(ear: Ear, start: number, end: number): number {
  const row = ear.levels.row.all.subarray(Math.round(start * FRAMES_PER_S), Math.round(end * FRAMES_PER_S))
  return Math.sqrt(row.reduce((sum, rms) => sum + rms * rms, 0) / Math.max(1, row.length))
}

function loopCandidates(
  ear: Ear,
  { beats, starts, facts }: Rhythm,
  sections: readonly Section[],
): LoopCandidate[] {
  if (!facts.beatsPerBar) return []
  const onsets = { rows: ear.onsets.rows.all, framesPerS: FRAMES_PER_S }
  const chroma = { rows: ear.pitches.rows.all, framesPerS: LONG_FRAMES_PER_S }
  const loops = loopsOf(beats, starts, facts.beatsPerBar, onsets, chroma)
  const best = recommended(loops, 5)
  return loops.map((loop) => {
    const start = beats[loop.from] ?? 0
    return {
      start,
      end: beats[loop.to] ?? 0,
      beats: loop.to - loop.from,
      bars: loop.bars,
      quality: loop.quality,
      section: sections.find((section) => start >= section.start && start < section.end)?.label ?? '',
      barAligned: true,
      recommended: best.has(loop),
    }
  })
}

/** Drums by where an onset has its strength; only those that stand out clearly. */
function drumsOf(ear: Ear): DrumEvent[] {
  return onsetsOf(ear.onsets.rows.all, FRAMES_PER_S).flatMap(({ time, low, middle, high }): DrumEvent[] => {
    const total = low + middle + high
    if (total < 12) return []
    const share = Math.max(low, middle, high) / total
    const confidence = Math.max(0, Math.min(1, (share - 1 / 3) * 1.5 + 0.25))
    if (low > middle && low > high) return [{ time, category: 'kick', confidence }]
    if (high > 1.5 * middle) return [{ time, category: 'hihat', confidence }]
    if (middle > 8 && high > 8) return [{ time, category: low > 6 ? 'snare' : 'clap', confidence }]
    return [{ time, category: 'perc', confidence }]
  })
}
