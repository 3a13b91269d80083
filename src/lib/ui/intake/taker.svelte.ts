import type { App, Refusal } from '#lib/app/app.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { sentenceOf } from '../messages/faults.ts'
import { count } from '../messages/format.ts'
import { notify, notifyDone, notifyFault } from '../shell/notify.ts'

interface Hands {
  open(trackId: string): void
  say(text: string): void
}

/** Takes what is dropped, pasted or picked, and says what came of it. */
export class Taker {
  #app: App
  #hands: Hands
  #refused = $state.raw<readonly Refusal[]>([])

  constructor(app: App, hands: Hands) {
    this.#app = app
    this.#hands = hands
  }

  /** What the last batch could not take, while its reasons are looked at. */
  get refused(): readonly Refusal[] {
    return this.#refused
  }

  forget(): void {
    this.#refused = []
  }

  async files(files: readonly File[]): Promise<void> {
    if (files.length === 0) return
    this.#hands.say(`Adding ${count(files.length, 'file')}`)
    const { trackIds, known, refused } = await this.#app.intake.files(files)
    const fresh = trackIds.filter((id) => !known.includes(id))
    if (fresh.length > 0) this.#added(fresh)
    if (known.length > 0) this.#known(known)
    this.#turnedAway(refused)
  }

  async drop(transfer: DataTransfer): Promise<void> {
    const hasFiles = transfer.types.includes('Files')
    const files = await this.#app.intake.drop(transfer)
    if (files.length > 0) await this.files(files)
    else if (!hasFiles) this.words()
  }

  /** Text was pasted or dropped: a link or a list. */
  words(): void {
    notify(sentenceOf(fault('link-not-yet')))
  }

  async demo(): Promise<void> {
    const outcome = await this.#app.intake.demo()
    if (outcome.ok) this.#hands.open(outcome.value)
    else notifyFault(outcome.fault, 'The demo song')
  }

  #openOf(ids: readonly string[]) {
    const [only] = ids
    return only && ids.length === 1 ? { label: 'Open', run: () => this.#hands.open(only) } : undefined
  }

  #added(ids: readonly string[]): void {
    const words = ids.length === 1 ? 'Added to your library' : `${count(ids.length, 'song')} added`
    notifyDone(words, this.#openOf(ids))
    this.#hands.say(words)
  }

  #known(ids: readonly string[]): void {
    const words =
      ids.length === 1 ? 'This song is already here' : `${count(ids.length, 'song')} were already here`
    const action = this.#openOf(ids)
    notify(words, action ? { action } : {})
    this.#hands.say(words)
  }

  #turnedAway(refused: readonly Refusal[]): void {
    const [first] = refused
    if (!first) return
    if (refused.length === 1) return notifyFault(first.fault, first.name)
    const words = `${count(refused.length, 'file')} could not be added`
    notify(words, { action: { label: 'Show why', run: () => (this.#refused = refused) } })
    this.#hands.say(words)
  }
}
