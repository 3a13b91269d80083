import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { firstAfter, type Grid } from '#lib/core/music/grid.ts'

/** A line of the ruler: where it is, in frames, and the bar's number where one is written. */
export interface GridMark {
  frame: number
  kind: 'bar' | 'beat'
  label: string
}

/** Least px between lines, and between numbers. */
const LEAST_PX = 12
const LABEL_PX = 44

/** Bars and beats of a window as far as they can be told apart; numbers at every bar, or every second, fourth and so on. */
export function gridMarks(grid: Grid, start: number, span: number, width: number): GridMark[] {
  const { beats, bars } = grid
  if (beats.length < 2 || width < 1) return []
  const first = firstAfter(beats, start / SAMPLE_RATE - 1e-6)
  const last = firstAfter(beats, (start + span) / SAMPLE_RATE)
  const pxPerBeat = width / Math.max(1, (span / SAMPLE_RATE) * (grid.bpm / 60))
  const pxPerBar = pxPerBeat * grid.beatsPerBar
  const lineStep = stepFor(LEAST_PX / pxPerBar)
  const labelStep = stepFor(LABEL_PX / pxPerBar)
  const marks: GridMark[] = []
  for (let bar = firstAfter(bars, first - 1); bar < bars.length && (bars[bar] ?? 0) < last; bar++) {
    if (bar % lineStep !== 0) continue
    const frame = Math.round((beats[bars[bar] ?? 0] ?? 0) * SAMPLE_RATE)
    marks.push({ frame, kind: 'bar', label: bar % labelStep === 0 ? String(bar + 1) : '' })
  }
  if (pxPerBeat < LEAST_PX) return marks
  const isBar = new Set(bars)
  for (let beat = first; beat < last; beat++) {
    if (!isBar.has(beat))
      marks.push({ frame: Math.round((beats[beat] ?? 0) * SAMPLE_RATE), kind: 'beat', label: '' })
  }
  return marks
}

/** The power of two that is at least `least`. */
const stepFor = (least: number) => 2 ** Math.max(0, Math.ceil(Math.log2(least)))
