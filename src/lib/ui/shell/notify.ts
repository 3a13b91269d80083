import type { toast } from 'svelte-sonner'
import type { Fault } from '#lib/core/domain/fault.ts'
import { sentenceOf } from '../messages/faults.ts'
import { t } from '../messages/t.ts'

interface Action {
  label: string
  run: () => void
}

const actionOf = (action: Action | undefined) =>
  action ? { action: { label: action.label, onClick: () => action.run() } } : {}

/** The code that shows messages comes with the first of them; they are shown in the order in which they were said. */
function show(draw: (say: typeof toast) => void): void {
  import('svelte-sonner').then(
    (part) => draw(part.toast),
    () => undefined, // Without it there is no way to say anything, and nothing else depends on it.
  )
}

/** How long an offer to undo stays, in ms. The library frees the bytes no earlier. */
const UNDO_MS = 8000

/** Says that something happened; `stays` until it is answered or closed. */
export function notify(text: string, more: { detail?: string; action?: Action; stays?: boolean } = {}): void {
  const detail = more.detail ? { description: more.detail } : {}
  const options = { ...detail, ...(more.stays ? { duration: Infinity } : {}), ...actionOf(more.action) }
  show((say) => say(text, options))
}

/** Says that something good is finished. */
export function notifyDone(text: string, action?: Action): void {
  show((say) => say.success(text, { duration: 6000, ...actionOf(action) }))
}

/** How long what went wrong stays, in ms. */
export const FAULT_MS = 9000

/**
 * Says what went wrong, in the words of the catalogue; `about` names the thing, e.g. a file. With an `id` it takes the place of
 * the last one with it.
 */
export function notifyFault(fault: Fault, about?: string, action?: Action, id?: string): void {
  const sentence = sentenceOf(fault)
  const words = about ? ([about, { description: sentence }] as const) : ([sentence, {}] as const)
  const place = id === undefined ? {} : { id }
  const options = { ...place, ...words[1], duration: FAULT_MS, ...actionOf(action) }
  show((say) => say.error(words[0], options))
}

/** What can be taken back by a key, until its offer goes. */
let offer: { take: () => void; until: number } | null = null

/** Says what was done and offers to take it back, by button or key. With an `id` it takes the place of the last one with it. */
export function notifyUndo(text: string, undo: () => void, id?: string): void {
  const place = id === undefined ? {} : { id }
  const once = () => {
    offer = null
    undo()
  }
  show((say) => {
    const action = { label: t('Undo'), onClick: once }
    const shown = say(text, { ...place, duration: UNDO_MS, action })
    const take = () => {
      say.dismiss(shown)
      once()
    }
    offer = { take, until: Date.now() + UNDO_MS }
  })
}

/** Whether the key takes something back now: where text is typed it is the field's own. */
export const canUndo = (): boolean =>
  offer !== null && Date.now() < offer.until && !document.activeElement?.matches('input, textarea')

/** Takes back what was offered last. */
export function undoLast(): void {
  if (canUndo()) offer?.take()
}
