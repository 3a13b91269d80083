import type { App } from '#lib/app/app.ts'
import {
  downbeatAt,
  GRID_AS_MEASURED,
  nudged,
  tempoFromTaps,
  tempoSet,
  tempoTimes,
} from '#lib/core/domain/analysis-edits.ts'
import type { MusicalKey } from '#lib/core/domain/analysis.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { keyText } from '#lib/core/music/musical-key.ts'
import { bpmText, LEAST_BPM, MOST_BPM, type TapTempo } from '#lib/core/music/tempo.ts'
import { placeText } from '../studio/words.ts'
import type { Corrections } from './corrections.ts'
import { t } from '../messages/t.ts'

/** What a person may say of the open song, each with its words. */
export class GridActions {
  readonly #app: App
  readonly #corrections: Corrections

  constructor(app: App, corrections: Corrections) {
    this.#app = app
    this.#corrections = corrections
  }

  /** Double (2) or half (0.5) the tempo. */
  times(by: number): void {
    const { edit, grid, facts } = this.#song
    const bpm = grid?.bpm ?? facts?.bpm
    const change = bpm === undefined || bpm === null ? null : tempoTimes(edit, by, bpm)
    if (bpm && change) this.#make('tempo', change, t('Tempo is {bpm} BPM', { bpm: bpmText(bpm * by) }))
  }

  /** Answers why not, or null. */
  setTempo(bpm: number): string | null {
    const change = tempoSet(bpm, this.#song.grid)
    if (!change)
      return t('A tempo lies between {leastBpm} and {mostBpm} BPM.', {
        leastBpm: LEAST_BPM,
        mostBpm: MOST_BPM,
      })
    this.#make('tempo', change, t('Tempo is {bpm} BPM', { bpm: bpmText(bpm, 2) }))
    return null
  }

  tapped(tempo: TapTempo, inSong: boolean): void {
    const { edit, grid } = this.#song
    const bpm = Math.round(tempo.bpm * 10) / 10
    const change = inSong ? tempoFromTaps({ ...tempo, bpm }, edit) : tempoSet(bpm, grid)
    if (change) this.#make('tempo', change, t('Tapped {bpm} BPM', { bpm: bpmText(bpm) }))
  }

  nudge(milliseconds: number): void {
    const { edit } = this.#song
    const change = nudged(edit, milliseconds / 1000)
    const all = Math.round((change.shiftS ?? 0) * 1000)
    const words =
      all === 0
        ? t('Beats are where they were')
        : all < 0
          ? t('Beats are {ms} ms earlier', { ms: -all })
          : t('Beats are {ms} ms later', { ms: all })
    this.#make('nudge', change, words)
  }

  barBeginsHere(): void {
    const change = downbeatAt(this.#song.grid, this.#app.studio.frame / SAMPLE_RATE)
    this.#make(
      'downbeat',
      change,
      t('A bar begins at {place}', { place: placeText((change.downbeatS ?? 0) * SAMPLE_RATE, 2) }),
    )
  }

  setMetre(beatsPerBar: number): void {
    this.#make('metre', { beatsPerBar }, t('{beatsPerBar} beats a bar', { beatsPerBar }))
  }

  gridAsMeasured(): void {
    this.#make('grid', GRID_AS_MEASURED, t('Beats are as measured'))
  }

  setKey(key: MusicalKey | null): void {
    const words = key
      ? t('Key is {key}', { key: keyText(key, this.#app.settings.keyNotation) })
      : t('Key is as measured')
    this.#make('key', { key }, words)
  }

  get #song() {
    return this.#app.analysis.song
  }

  #make(kind: string, change: Parameters<Corrections['make']>[2], words: string): void {
    const { trackId } = this.#song
    if (trackId !== null) void this.#corrections.make(trackId, kind, change, words)
  }
}
