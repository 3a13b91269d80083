import type { Palette, PaletteName } from './painter.ts'

const NAMES: readonly PaletteName[] = [
  'bg',
  'surface',
  'line',
  'line-strong',
  'text',
  'muted',
  'faint',
  'accent',
  'good',
  'warn',
  'bad',
  'vocals',
  'drums',
  'bass',
  'other',
  'guitar',
  'piano',
]

/** The colours of the theme on screen. */
export function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Palette
}
