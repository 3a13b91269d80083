import type { App } from '#lib/app/app.ts'
import type { EditChange } from '#lib/core/domain/analysis-edits.ts'
import { faultFrom } from '#lib/core/domain/fault.ts'
import { notifyFault, notifyUndo } from '../shell/notify.ts'

/** Corrections of the same kind this soon after each other are taken back together, in ms. */
const TOGETHER_MS = 8000

/** Corrects a song and offers to take it back; several small steps of one `kind` in a row make one offer. */
export class Corrections {
  readonly #app: App
  #last: { trackId: string; kind: string; at: number; backs: (() => Promise<void>)[] } | null = null

  constructor(app: App) {
    this.#app = app
  }

  async make(trackId: string, kind: string, change: EditChange, words: string): Promise<void> {
    try {
      const back = await this.#app.analysis.correct(trackId, change)
      const { backs } = this.#gather(trackId, kind)
      backs.push(back)
      notifyUndo(words, () => void this.#undo(backs), `correct-${trackId}-${kind}`)
    } catch (error) {
      notifyFault(faultFrom(error), words)
    }
  }

  #gather(trackId: string, kind: string) {
    const now = Date.now()
    const last = this.#last
    const goesOn = last && last.trackId === trackId && last.kind === kind && now - last.at < TOGETHER_MS
    this.#last = goesOn ? { ...last, at: now } : { trackId, kind, at: now, backs: [] }
    return this.#last
  }

  async #undo(backs: (() => Promise<void>)[]): Promise<void> {
    this.#last = null
    for (const back of backs.splice(0).toReversed()) await back()
  }
}
