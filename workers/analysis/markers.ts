import type { Cue, Marker, Section } from '#lib/core/domain/analysis-detail.ts'
import { buildUpsOf } from '#lib/core/dsp/analysis/build-ups.ts'
import { keyChangesOf, type KeySpan } from '#lib/core/dsp/analysis/key-changes.ts'
import { keyWords } from '#lib/core/domain/analysis-fields.ts'
import type { Rhythm } from './conclude-tempo.ts'
import { type Ear, FRAMES_PER_S, LONG_FRAMES_PER_S } from './ear.ts'

/** Moments at which the arrangement changes, in order; `shortTerm` is LUFS each 0.1 s where it was measured. */
export function markersOf(ear: Ear, sections: readonly Section[], shortTerm: Float32Array | null): Marker[] {
  return [...loudnessMarkers(shortTerm), ...buildUps(ear), ...keyChanges(ear, sections)].sort(
    (a, b) => a.start - b.start,
  )
}

function buildUps(ear: Ear): Marker[] {
  const shapes = ear.shapes.rows.all
  const bandwidth = Float32Array.from({ length: shapes.length / 4 }, (_, i) => shapes[i * 4 + 2] ?? 0)
  const rms = { values: ear.levels.row.all, hopS: 1 / FRAMES_PER_S }
  return buildUpsOf(rms, { values: bandwidth, hopS: ear.curveHopS }).map(({ start, end, riseDb }) => ({
    type: 'build_up',
    start,
    end,
    intensity: Math.min(1, riseDb / 20),
    facts: { rise_db: round(riseDb) },
  }))
}

function keyChanges(ear: Ear, sections: readonly Section[]): Marker[] {
  return keyChangesOf(ear.pitches.rows.all, LONG_FRAMES_PER_S, sections).map(({ at, from, to }) => ({
    type: 'key_change',
    start: at,
    end: at,
    intensity: Math.min(from.confidence, to.confidence),
    facts: { from: words(from), to: words(to) },
  }))
}

const words = ({ tonic, mode }: KeySpan) => keyWords({ tonic, mode })

/** Changes of loudness from one stretch of four seconds to the next, in LU, from which they are told. */
const CHANGE_LU = 4
const DROP_LU = 8

function loudnessMarkers(shortTerm: Float32Array | null): Marker[] {
  const markers: Marker[] = []
  if (!shortTerm) return markers
  const reach = 40
  for (let i = reach; i + reach < shortTerm.length; i += 5) {
    const before = shortTerm[i] as number
    const after = shortTerm[i + reach] as number
    if (!(before > -60 && after > -60)) continue
    const change = after - before
    const last = markers.at(-1)
    const start = (i - 10) / 10
    if (Math.abs(change) < CHANGE_LU || (last && start - last.start < 8)) continue
    const type = change > DROP_LU ? 'drop' : change > 0 ? 'energy_rise' : 'energy_drop'
    markers.push({
      type,
      start,
      end: start + reach / 10,
      intensity: Math.min(1, Math.abs(change) / 20),
      facts: { from_lufs: round(before), to_lufs: round(after) },
    })
  }
  return markers
}

/** Two cues closer than this are one. */
const APART_S = 0.5

export function cuesOf(sections: readonly Section[], markers: readonly Marker[], rhythm: Rhythm): Cue[] {
  const all: Cue[] = [
    ...(rhythm.beats.length > 0
      ? [
          {
            time: rhythm.beats[rhythm.starts[0] ?? 0] ?? 0,
            label: 'start',
            type: 'start' as const,
            confidence: 1,
          },
        ]
      : []),
    ...sections.map(({ start, type, confidence }): Cue => ({
      time: start,
      label: type,
      type: 'section',
      confidence,
    })),
    ...markers.map(({ start, type, intensity }): Cue => ({
      time: start,
      label: type,
      type: type === 'drop' ? 'drop' : 'marker',
      confidence: intensity,
    })),
  ].sort((a, b) => a.time - b.time)
  return all.filter((cue, i) => i === 0 || cue.time - (all[i - 1]?.time ?? 0) >= APART_S)
}

const round = (value: number) => Math.round(value * 10) / 10
