import { bpmOf, gridOf } from '../music/grid.ts'
import { camelotOf, keyShort, openKeyOf } from '../music/musical-key.ts'
import type { AnalysisDetail } from './analysis-detail.ts'
import { isEdited } from './analysis-edits.ts'
import { fieldsOf } from './analysis-fields.ts'
import type { Analysis, AnalysisEdit, ListenedSource, MusicalKey } from './analysis.ts'
import type { Results, TrackFacts } from './track-facts.ts'

/** Raised when a field of the file changes its meaning; new ones may come without. */
const FORMAT = 1

export interface AnalysisFile {
  track: { title: string; artist: string; album: string; durationS: number | null; sha256: string | null }
  results: Results
  details: Readonly<Record<ListenedSource, AnalysisDetail | null>>
  edit: AnalysisEdit
  facts: TrackFacts | null
}

const keyWords = (key: MusicalKey | null) =>
  key && {
    key: keyShort(key),
    tonic: key.tonic,
    mode: key.mode,
    camelot: camelotOf(key),
    openKey: openKeyOf(key),
  }

/** Everything that is known of a song's analysis. What is unknown is null; silence in a curve is null too: JSON has no infinity. */
export function analysisJson({ track, results, details, edit, facts }: AnalysisFile): string {
  const result = (analysis: Analysis | null, detail: AnalysisDetail | null) =>
    analysis && { ...fieldsOf(analysis, detail), curves: detail && curvesOf(detail) }
  const whole = {
    format: 'sound-forge-analysis',
    version: FORMAT,
    track,
    counts: facts && {
      bpm: facts.bpm,
      bpmFrom: facts.bpmFrom,
      key: keyWords(facts.key),
      keyFrom: facts.keyFrom,
      lufs: facts.lufs,
    },
    corrections: isEdited(edit) ? edit : null,
    mix: result(results.mix, details.mix),
    stems: result(results.stems, details.stems),
    opinion: result(results.opinion ?? null, null),
  }
  return JSON.stringify(
    whole,
    (_, value: unknown) => (value instanceof Float32Array ? numbersOf(value) : value),
    2,
  )
}

/** What `fieldsOf` leaves out because it is long. */
function curvesOf({
  tempoCurve,
  loudness,
  truePeaks,
  peakMarks,
  frames,
  activity,
  voicePitch,
}: AnalysisDetail) {
  return { tempoCurve, loudness, truePeaks, peakMarks, frames, activity, voicePitch }
}

/** Six figures: what float32 holds. */
const numbersOf = (values: Float32Array) =>
  Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null))

/** One number a line: `group,name,index,time,value`. Times in seconds; empty where there is none. */
export function analysisCsv({ track, results, details, edit, facts }: AnalysisFile): string {
  const lines = ['group,name,index,time,value']
  const put = (
    group: string,
    name: string,
    value: unknown,
    index: number | '' = '',
    time: number | '' = '',
  ) => {
    if (value !== null && value !== undefined)
      lines.push([group, name, index, time, value].map(field).join(','))
  }
  put('track', 'title', track.title)
  put('track', 'artist', track.artist)
  put('track', 'durationS', track.durationS)
  put('counts', 'bpm', facts?.bpm)
  put('counts', 'key', facts?.key && keyShort(facts.key))
  put('counts', 'lufs', facts?.lufs)
  for (const source of ['mix', 'stems'] as const) {
    const analysis = results[source]
    if (!analysis) continue
    flatten(analysis, (name, value, index) => put(source, name, value, index))
    const detail = details[source]
    if (!detail) continue
    putLists(detail, source, put)
    const bpm = bpmOf(analysis.tempo?.bpm ?? null, edit)
    const grid = gridOf(
      {
        bpm,
        beatsPerBar: analysis.tempo?.beatsPerBar ?? null,
        beats: detail.beats,
        downbeats: detail.downbeats,
      },
      edit,
      analysis.durationS,
    )
    if (grid && isEdited(edit))
      grid.beats.forEach((at, i) => put(source, 'correctedBeat', round(at), i, round(at)))
  }
  return lines.join('\r\n') + '\r\n'
}

type Put = (group: string, name: string, value: unknown, index?: number | '', time?: number | '') => void

function putLists(detail: AnalysisDetail, group: string, put: Put): void {
  const moments = { beat: detail.beats, downbeat: detail.downbeats, onset: detail.onsets }
  for (const [name, times] of Object.entries(moments))
    times.forEach((at, i) => put(group, name, round(at), i, round(at)))
  detail.tempoCurve.bpm.forEach((bpm, i) =>
    put(group, 'tempo', round(bpm), i, round(detail.tempoCurve.times[i] ?? 0)),
  )
  const curves = {
    momentaryLufs: detail.loudness && { hopS: detail.loudness.hopS, values: detail.loudness.momentary },
    shortTermLufs: detail.loudness && { hopS: detail.loudness.hopS, values: detail.loudness.shortTerm },
    truePeakDbtp: detail.truePeaks,
    rms: detail.energyCurve,
    centroidHz: detail.frames && { hopS: detail.frames.hopS, values: detail.frames.centroidHz },
    rolloffHz: detail.frames && { hopS: detail.frames.hopS, values: detail.frames.rolloffHz },
    bandwidthHz: detail.frames && { hopS: detail.frames.hopS, values: detail.frames.bandwidthHz },
    flatness: detail.frames && { hopS: detail.frames.hopS, values: detail.frames.flatness },
  }
  for (const [name, curve] of Object.entries(curves)) {
    curve?.values.forEach(
      (value, i) => Number.isFinite(value) && put(group, name, round(value), i, round(i * curve.hopS)),
    )
  }
  detail.chords.forEach(({ chord, start }, i) => put(group, 'chord', chord, i, round(start)))
  detail.sections.forEach(({ type, label, start }, i) =>
    put(group, 'section', `${type} ${label}`, i, round(start)),
  )
  detail.loops.forEach(({ bars, start, end }, i) =>
    put(group, 'loop', `${bars} bars to ${round(end)}`, i, round(start)),
  )
}

/** Every number and word of a result by its path: `tempo.bpm`, `mfcc.mean` with an index. */
function flatten(
  value: object,
  put: (name: string, value: unknown, index: number | '') => void,
  path = '',
): void {
  for (const [name, one] of Object.entries(value) as [string, unknown][]) {
    const at = path ? `${path}.${name}` : name
    if (Array.isArray(one)) {
      one.forEach((item: unknown, i) =>
        typeof item === 'object' && item
          ? flatten(item, (sub, found) => put(sub, found, i), at)
          : put(at, item, i),
      )
    } else if (typeof one === 'object' && one) flatten(one, put, at)
    else put(at, one, '')
  }
}

const round = (value: number) => Number(value.toPrecision(7))

function field(value: unknown): string {
  const text = String(value)
  // A leading sign that a table program would run as a formula is kept as text, except before a number.
  const plain =
    /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !Number.isFinite(Number(text))) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
