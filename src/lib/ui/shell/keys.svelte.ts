import { untrack } from 'svelte'
import { words } from '../messages/t.ts'
import { strokeOf, type Stroke } from './stroke.ts'

/** Groups in the order the list of keys shows them. */
export const KEY_GROUPS = ['Everywhere', 'Playing', 'Beats', 'Stems', 'Waveform', 'Library', 'Queue'] as const

/** How the list of keys names its groups. */
export const KEY_GROUP_NAMES: Readonly<Record<(typeof KEY_GROUPS)[number], string>> = words({
  Everywhere: 'Everywhere',
  Playing: 'Playing',
  Beats: 'Beats',
  Stems: 'Stems',
  Waveform: 'Waveform',
  Library: 'Library',
  Queue: 'Queue',
})

export interface Binding {
  /** Strokes as `strokeOf` writes them (`Space`, `Shift+ArrowLeft`, `Mod+k`, `?`), or two in a row: `m 1`. Any of them. */
  keys: readonly string[]
  /** What it does, as the list of keys says it. */
  label: string
  group: (typeof KEY_GROUPS)[number]
  run: (stroke: Stroke) => void
  /** False leaves the key to others. */
  when?: () => boolean
}

/** Milliseconds in which the second stroke of `m 1` must follow. */
const SEQUENCE_MS = 1500

/** The keys of this page: components add theirs while they are drawn; the last added is asked first. */
export class Keys {
  #bindings = $state.raw<readonly Binding[]>([])
  #first: { text: string; at: number } | null = null
  #byPointer = false
  #swallow: string | null = null

  get bindings(): readonly Binding[] {
    return this.#bindings
  }

  /** Adds bindings; the answer takes them away again, so that `$effect(() => keys.add(…))` cleans up. */
  add(...bindings: Binding[]): () => void {
    // Untracked: the effect that adds must not run again because something was added.
    untrack(() => (this.#bindings = [...this.#bindings, ...bindings]))
    return () => {
      untrack(() => (this.#bindings = this.#bindings.filter((one) => !bindings.includes(one))))
    }
  }

  /** Whether what has focus was chosen by pointer: then Space plays instead of pressing it again. */
  pointed(): void {
    this.#byPointer = true
  }

  press(event: KeyboardEvent): void {
    if (event.key === 'Tab') this.#byPointer = false
    if (event.defaultPrevented || event.isComposing) return
    const stroke = strokeOf(event)
    if (!stroke || this.#belongsToControl(event, stroke)) return
    const found = this.#find(stroke.text, event.timeStamp)
    if (!found) return
    event.preventDefault()
    this.#swallow = event.code
    found.run(stroke)
  }

  /** A button presses on the release of Space: swallow it where the press was taken. */
  release(event: KeyboardEvent): void {
    if (event.code === this.#swallow && event.code === 'Space') event.preventDefault()
    if (event.code === this.#swallow) this.#swallow = null
  }

  #find(text: string, at: number): Binding | null {
    const before = this.#first && at - this.#first.at < SEQUENCE_MS ? `${this.#first.text} ${text}` : null
    this.#first = { text, at }
    const live = this.#bindings.filter((one) => one.when?.() ?? true)
    const match = (keys: string) => live.findLast((one) => one.keys.includes(keys)) ?? null
    const found = (before && match(before)) || match(text)
    if (found) this.#first = found.keys.includes(text) ? this.#first : null
    return found
  }

  /** Text fields keep every plain key; dialogs and menus keep all; buttons and sliders keep those that work them. */
  #belongsToControl(event: KeyboardEvent, stroke: Stroke): boolean {
    const target = event.target
    if (!(target instanceof Element)) return false
    if (target.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')) return true
    if (stroke.mod) return false
    if (target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'))
      return true
    if (target.closest('[role=slider], [role=tab], [role=radio], [type=radio]'))
      return /^(Shift\+)?(Arrow|Home|End|Page)/.test(stroke.text)
    const presses = stroke.text === 'Enter' || (stroke.text === 'Space' && !this.#byPointer)
    return presses && target.closest('button, a, summary, [role=button], input') !== null
  }
}
