import type { Fault } from '#lib/core/domain/fault.ts'
import type { Recipe } from '#lib/core/domain/recipe.ts'
import { ComparePlayer, type Side } from '#lib/platform/audio/compare-player.ts'
import type { ExportRoom } from './contract.ts'

/** Seconds that are heard, over and over. */
const SECONDS = 10

/** What was measured for the stretch that is heard. */
export interface Heard {
  gainDb: number
  lufs: number | null
}

/** A stretch of a song before and after its recipe, to be heard against each other. */
export class Compare {
  readonly #room: Pick<ExportRoom, 'preview'>
  #player: ComparePlayer | null = null
  #asked = 0
  #side = $state.raw<Side | null>(null)
  #heard = $state.raw<Heard | null>(null)
  #isBusy = $state.raw(false)

  constructor(room: Pick<ExportRoom, 'preview'>) {
    this.#room = room
  }

  /** The one that is heard; null while it is silent. */
  get side(): Side | null {
    return this.#side
  }

  get heard(): Heard | null {
    return this.#heard
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Begins, or turns to the other; answers what stood in the way. */
  async hear(side: Side, trackId: string, recipe: Recipe, fromS: number): Promise<Fault | null> {
    if (this.#player) {
      this.#player.hear(side)
      this.#side = side
      return null
    }
    const ticket = ++this.#asked
    this.#isBusy = true
    const outcome = await this.#room.preview(trackId, recipe, fromS, SECONDS)
    if (ticket !== this.#asked) return null
    this.#isBusy = false
    if (!outcome.ok) return outcome.fault
    this.#player = new ComparePlayer(outcome.value, side)
    this.#heard = { gainDb: outcome.value.gainDb, lufs: outcome.value.lufs }
    this.#side = side
    return null
  }

  stop(): void {
    this.#asked += 1
    void this.#player?.stop()
    this.#player = null
    this.#isBusy = false
    this.#side = null
    this.#heard = null
  }
}
