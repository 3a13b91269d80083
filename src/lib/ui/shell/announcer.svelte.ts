/** What the live region says. A screen reader speaks each new text once, when it is done with the last. */
export class Announcer {
  #text = $state.raw('')
  #turn = false

  get text(): string {
    return this.#text
  }

  say(text: string): void {
    this.#turn = !this.#turn
    // The same words again are a new text, so that they are spoken again.
    this.#text = this.#turn ? text : `${text}\u00a0`
  }
}
