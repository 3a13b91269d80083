import { appPart } from '#lib/core/domain/app-part.ts'
import type { EditChange } from '#lib/core/domain/analysis-edits.ts'
import type { Clock } from '#lib/core/domain/clock.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import type { TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Player } from '#lib/platform/audio/player.ts'
import type { SettingsView, Studio } from '../app.ts'
import type { AnalysisRoom, AnalysisWish } from './analysis-room.ts'
import { BeatClick } from './beat-click.svelte.ts'
import { OpenAnalysis, type SongAnalysisDoors } from './song-analysis.svelte.ts'

export interface AnalysisDoors extends SongAnalysisDoors {
  clock: Pick<Clock, 'now' | 'after'>
  player: Pick<Player, 'setClick'>
  settings: Pick<SettingsView, 'clickVolume' | 'countIn'>
  studio(): Pick<Studio, 'master'>
  newId(): string
}

/** Results, corrections and the click, for the library and for the open song. */
export class AnalysisDesk implements AnalysisRoom {
  readonly song: OpenAnalysis
  readonly click: BeatClick
  readonly #doors: AnalysisDoors
  readonly #unwatch: () => void
  #facts = $state.raw<ReadonlyMap<string, TrackFacts>>(new Map())

  constructor(doors: AnalysisDoors) {
    this.#doors = doors
    this.song = new OpenAnalysis(doors)
    this.click = new BeatClick({
      player: doors.player,
      click: () =>
        this.song.clickOn(doors.settings.clickVolume * doors.studio().master, doors.settings.countIn),
      possible: () => this.song.grid !== null,
    })
    this.#unwatch = doors.rows.watch(
      ({ trackFacts }) => trackFacts.all(),
      (all) => (this.#facts = new Map(all.map((one) => [one.trackId, one]))),
    )
  }

  get facts(): ReadonlyMap<string, TrackFacts> {
    return this.#facts
  }

  analyse(trackId: string, wish: AnalysisWish = {}): Promise<Outcome<string>> {
    const { rows, clock, newId } = this.#doors
    const asked = { mode: 'full', source: 'mix', ...wish, byHand: true, now: clock.now(), newId } as const
    return outcomeOf(async () => {
      const { askAnalysis } = await appPart(() => import('./ask-analysis.ts'))
      return askAnalysis(rows, trackId, asked)
    })
  }

  async correct(trackId: string, change: EditChange): Promise<() => Promise<void>> {
    const { rows, clock } = this.#doors
    const { writeEdit } = await appPart(() => import('#lib/work/analysis-edits.ts'))
    const back = await writeEdit(rows, trackId, change, clock.now())
    return async () => void (await writeEdit(rows, trackId, back, clock.now()))
  }

  stop(): void {
    this.#unwatch()
    this.click.stop()
    this.song.stop()
  }
}
