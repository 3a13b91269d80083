import type { Player, PlayerClick } from '#lib/platform/audio/player.ts'
import type { Click } from './analysis-room.ts'

export interface BeatClickDoors {
  player: Pick<Player, 'setClick'>
  /** What is clicked on; null as long as there is nothing. Runes: the click follows them. */
  click(): PlayerClick | null
  possible(): boolean
}

/** Tells the player what to click on, whenever the grid, the loudness or the switch changes. */
export class BeatClick implements Click {
  readonly #doors: BeatClickDoors
  readonly #stop: () => void
  #on = $state(false)

  constructor(doors: BeatClickDoors) {
    this.#doors = doors
    this.#stop = $effect.root(() => {
      $effect(() => doors.player.setClick(this.#on ? doors.click() : null))
    })
  }

  get on(): boolean {
    return this.#on
  }

  get possible(): boolean {
    return this.#doors.possible()
  }

  set(on: boolean): void {
    this.#on = on
  }

  stop(): void {
    this.#stop()
  }
}
