import { clickLead, clickPlan } from '#lib/core/music/click-plan.ts'
import type { Grid } from '#lib/core/music/grid.ts'
import type { Player, PlayerClick } from '#lib/platform/audio/player.ts'
import type { Click } from './analysis-room.ts'

export interface BeatClickDoors {
  player: Pick<Player, 'setClick'>
  /** Each is a rune: the click follows them. */
  grid(): Grid | null
  /** Linear, the master's gain counted in. */
  gain(): number
  countIn(): boolean
}

/** Tells the player what to click on, whenever the grid, the loudness or the switch changes. */
export class BeatClick implements Click {
  readonly #doors: BeatClickDoors
  readonly #stop: () => void
  #on = $state(false)

  constructor(doors: BeatClickDoors) {
    this.#doors = doors
    this.#stop = $effect.root(() => {
      $effect(() => doors.player.setClick(this.#on ? this.#click() : null))
    })
  }

  get on(): boolean {
    return this.#on
  }

  get possible(): boolean {
    return this.#doors.grid() !== null
  }

  set(on: boolean): void {
    this.#on = on
  }

  stop(): void {
    this.#stop()
  }

  #click(): PlayerClick | null {
    const grid = this.#doors.grid()
    if (!grid) return null
    const gain = this.#doors.gain()
    const counts = this.#doors.countIn()
    return {
      ...clickPlan(grid, gain),
      leadAt: (frame) => (counts ? clickLead(grid, frame, gain) : null),
    }
  }
}
