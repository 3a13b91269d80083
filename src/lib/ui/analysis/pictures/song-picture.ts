import type { AnalysisDetail, ChordSpan, Section } from '#lib/core/domain/analysis-detail.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import { sectionName } from '../../messages/analysis.ts'
import { laneTitle } from '../../studio/words.ts'
import { GUTTER, RIGHT, drawTimeAxis, plotOf, type Plot } from '../paint/plot.ts'
import type { Draw, Painter, Palette, PaletteName } from '../paint/painter.ts'
import { columnsOf } from '../paint/scale.ts'
import { t } from '../../messages/t.ts'

export interface SongPicture {
  durationS: number
  /** Pairs of min and max across the song; null until read. */
  peaks: Float32Array | null
  grid: Grid | null
  sections: readonly Section[]
  chords: readonly ChordSpan[]
  activity: AnalysisDetail['activity']
  /** A stretch to be heard again and again, in seconds. */
  loop: { start: number; end: number } | null
}

const FORM_PX = 22
const CHORDS_PX = 22
const STEM_PX = 16
const GAP = 6
const WAVE_PX = 120
const AXIS_PX = 24
/** Silence is drawn as thin as this, so that it is told from what is not there. */
const HAIRLINE = 0.004
/** Marks nearer than this are left out. */
const LEAST_APART_PX = 4

export const GROUP_COLORS: readonly PaletteName[] = [
  'piano',
  'drums',
  'vocals',
  'other',
  'bass',
  'guitar',
  'accent',
]
export const groupColor = (group: number): PaletteName =>
  GROUP_COLORS[group % GROUP_COLORS.length] ?? 'accent'

/** How high it must be for what it shows. */
export function songPictureHeight({ sections, chords, activity }: SongPicture): number {
  const form = sections.length > 0 ? FORM_PX + GAP : 0
  const lane = chords.length > 0 ? CHORDS_PX + GAP : 0
  return GAP + form + WAVE_PX + GAP + lane + (activity?.stems.length ?? 0) * STEM_PX + AXIS_PX
}

/** The song at a glance: its form, waveform with beats and bars, chords, and which stem sounds when. */
export function drawSong(of: SongPicture): Draw {
  return (painter, size, palette) => {
    const { durationS } = of
    const plot = plotOf({ ...size, height: size.height }, { durationS, low: -1, high: 1 })
    let y = GAP
    if (of.sections.length > 0) {
      drawForm(painter, plot, y, of.sections, palette)
      y += FORM_PX + GAP
    }
    if (of.loop) drawLoop(painter, plot, y, of.loop, palette)
    drawPeaks(painter, size.width, y, of.peaks, palette)
    drawBeats(painter, plot, y, of.grid, palette)
    y += WAVE_PX + GAP
    if (of.chords.length > 0) {
      drawChords(painter, plot, y, of.chords, palette)
      y += CHORDS_PX + GAP
    }
    for (const { stem, values } of of.activity?.stems ?? []) {
      drawStem(painter, plot, y, laneTitle(stem), values, palette[stem], palette)
      y += STEM_PX
    }
    drawTimeAxis(painter, plot, durationS, palette)
  }
}

function drawForm(
  painter: Painter,
  plot: Plot,
  y: number,
  sections: readonly Section[],
  palette: Palette,
): void {
  laneName(painter, t('Form'), y + 15, palette)
  for (const { start, end, group, type, label } of sections) {
    const x = plot.xOf(start)
    const width = Math.max(1, plot.xOf(end) - x - 1)
    painter.rect({ x, y, width, height: FORM_PX }, palette[groupColor(group)], 0.28)
    painter.rect({ x, y, width, height: 2 }, palette[groupColor(group)])
    const words = fitting([`${sectionName(type)} ${label}`, sectionName(type), label], width)
    painter.text(words, x + 5, y + 15, { color: palette.text })
  }
}

function drawLoop(
  painter: Painter,
  plot: Plot,
  y: number,
  { start, end }: { start: number; end: number },
  palette: Palette,
): void {
  const x = plot.xOf(start)
  const width = Math.max(1, plot.xOf(end) - x)
  painter.rect({ x, y, width, height: WAVE_PX }, palette.accent, 0.16)
}

/** Beats as far as they can be told apart; else bars, else every fourth bar and so on. */
function drawBeats(painter: Painter, plot: Plot, y: number, grid: Grid | null, palette: Palette): void {
  if (!grid || grid.beats.length < 2) return
  const apart = plot.width / grid.beats.length
  if (apart >= LEAST_APART_PX) {
    for (const beat of grid.beats) mark(painter, plot.xOf(beat), y, palette.text, 0.1)
  }
  const barsApart = plot.width / Math.max(1, grid.bars.length)
  const step =
    barsApart >= LEAST_APART_PX ? 1 : 4 ** Math.ceil(Math.log(LEAST_APART_PX / barsApart) / Math.log(4))
  for (let bar = 0; bar < grid.bars.length; bar += step) {
    mark(painter, plot.xOf(grid.beats[grid.bars[bar] ?? 0] ?? 0), y, palette.text, 0.26)
  }
}

const mark = (painter: Painter, x: number, y: number, color: string, opacity: number) =>
  painter.line([x, y, x, y + WAVE_PX], { color, opacity })

function drawPeaks(
  painter: Painter,
  width: number,
  y: number,
  peaks: Float32Array | null,
  palette: Palette,
): void {
  if (!peaks || peaks.length < 4) return
  const count = peaks.length / 2
  const step = (width - GUTTER - RIGHT) / count
  const middle = y + WAVE_PX / 2
  const edge = (side: 0 | 1) => {
    const points: [number, number][] = []
    for (let i = 0; i < count; i++) {
      const value = peaks[i * 2 + side] ?? NaN
      const least = side === 0 ? Math.min(value, -HAIRLINE) : Math.max(value, HAIRLINE)
      if (!Number.isNaN(value)) points.push([GUTTER + (i + 0.5) * step, middle - (least * WAVE_PX) / 2])
    }
    return points
  }
  painter.shape([...edge(1), ...edge(0).toReversed()].flat(), palette.accent, 0.85)
}

function drawChords(
  painter: Painter,
  plot: Plot,
  y: number,
  chords: readonly ChordSpan[],
  palette: Palette,
): void {
  laneName(painter, t('Chords'), y + 15, palette)
  for (const [i, { chord, start, end }] of chords.entries()) {
    if (chord === 'N') continue
    const x = plot.xOf(start)
    const width = plot.xOf(end) - x
    painter.rect(
      { x, y, width: Math.max(0.5, width - 0.5), height: CHORDS_PX },
      palette.text,
      i % 2 === 0 ? 0.1 : 0.05,
    )
    painter.text(fitting([chordText(chord)], width - 2, 3), x + 3, y + 15, { color: palette.text, size: 10 })
  }
}

export const chordText = (chord: string) => chord.replace('#', '♯').replace(/^([A-G])b/, '$1♭')

function drawStem(
  painter: Painter,
  plot: Plot,
  y: number,
  name: string,
  values: Float32Array,
  color: string,
  palette: Palette,
): void {
  laneName(painter, name, y + 11, palette)
  const columns = columnsOf(values, Math.min(values.length, Math.ceil(plot.width)))
  const step = plot.width / Math.max(1, columns.length)
  const base = y + STEM_PX - 2
  const points: number[] = [plot.x, base]
  for (const [i, value] of columns.entries()) {
    points.push(plot.x + (i + 0.5) * step, base - (Number.isNaN(value) ? 0 : value) * (STEM_PX - 4))
  }
  points.push(plot.x + plot.width, base)
  painter.shape(points, color, 0.9)
}

function laneName(painter: Painter, name: string, y: number, palette: Palette): void {
  painter.text(name, GUTTER - 6, y, { color: palette.muted, anchor: 'end', size: 10 })
}

/** The longest of the texts that fits in `width` px, about; nothing where none does. */
function fitting(texts: readonly string[], width: number, room = 10): string {
  return texts.find((text) => text.length * 6.2 + room <= width) ?? ''
}
