/** One press of a key. */
export interface Stroke {
  /** As bindings write it: `Space`, `a`, `Shift+a`, `?`, `Shift+ArrowLeft`, `Mod+k`, `Alt+1`. */
  text: string
  /** With Ctrl or Cmd. */
  mod: boolean
  shift: boolean
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const ALONE = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Dead', 'Unidentified', 'Process'])

/** The stroke of a key event; null for a modifier alone. A sign such as `?` stands for itself, however it is typed. */
export function strokeOf(event: KeyPress): Stroke | null {
  if (ALONE.has(event.key)) return null
  const mod = event.ctrlKey || event.metaKey
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key
  const isSign = key.length === 1 && key.toUpperCase() === key.toLowerCase()
  const shift = event.shiftKey && !isSign
  const text = `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
  return { text, mod, shift: event.shiftKey }
}

const SIGNS: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
}

/** The stroke as it is printed on keys: `['Ctrl', 'K']`; a sequence keeps its order. */
export function printed(keys: string, isApple: boolean): string[] {
  return keys.split(' ').flatMap((stroke) =>
    // A `+` that is the key itself stands at the end.
    stroke.split(/\+(?=.)/).map((part) => {
      if (part === 'Mod') return isApple ? '⌘' : 'Ctrl'
      if (part === 'Shift' && isApple) return '⇧'
      return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)
    }),
  )
}

/** Whether this machine writes ⌘ where others write Ctrl. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
