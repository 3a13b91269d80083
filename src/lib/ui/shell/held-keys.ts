/** Longest time that keys are kept for a dialog that does not come, in ms. */
const PATIENCE_MS = 4000

const DIALOG = '[role=dialog], [role=alertdialog]'

/**
 * Keeps what is typed between the wish for a dialog and the moment the dialog takes the keys: its code may still be on its way, and
 * nobody waits for that. Whatever gets the focus in it then gets the keys, one by one, as if they came now.
 */
export class HeldKeys {
  readonly #held: KeyboardEvent[] = []
  #stop: (() => void) | null = null

  /** Keeps keys from now on, until a dialog has the focus or none has come. */
  hold(): void {
    if (this.#stop || isInDialog(document.activeElement)) return
    const ended = new AbortController()
    const { signal } = ended
    const timer = setTimeout(() => this.letGo(), PATIENCE_MS)
    this.#stop = () => {
      clearTimeout(timer)
      ended.abort()
    }
    addEventListener('keydown', (event) => this.#keep(event), { capture: true, signal })
    addEventListener('focusin', (event) => void this.#give(event), { signal })
  }

  /** Forgets what was kept, and keeps no more. */
  letGo(): void {
    this.#stop?.()
    this.#stop = null
    this.#held.length = 0
  }

  #keep(event: KeyboardEvent): void {
    if (!event.isTrusted && isInDialog(document.activeElement)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#held.push(event)
  }

  /** Keys that come meanwhile wait for their turn. */
  async #give({ target }: Event): Promise<void> {
    if (!(target instanceof Element) || !isInDialog(target)) return
    for (let event = await this.#next(); event; event = await this.#next()) type(event)
    this.letGo()
  }

  /** Once the page has done what the last key asked for. */
  async #next(): Promise<KeyboardEvent | undefined> {
    await new Promise((resolve) => setTimeout(resolve))
    return this.#held.shift()
  }
}

const isInDialog = (element: Element | null) => Boolean(element?.closest(DIALOG))

/** Does what the browser does with a key, as far as a page may: the event, and the letter it puts into a text field. */
function type(of: KeyboardEvent): void {
  const target = document.activeElement ?? document.body
  const { key, code, shiftKey, ctrlKey, altKey, metaKey } = of
  const init = { key, code, shiftKey, ctrlKey, altKey, metaKey, bubbles: true, cancelable: true }
  const goesOn = target.dispatchEvent(new KeyboardEvent('keydown', init))
  const isLetter = [...key].length === 1 && !ctrlKey && !metaKey
  if (!goesOn || !isLetter || !(target instanceof HTMLInputElement)) return
  target.setRangeText(key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end')
  target.dispatchEvent(new InputEvent('input', { bubbles: true, data: key, inputType: 'insertText' }))
}
