import type { Palette } from './painter.ts'

export type Rgb = readonly [number, number, number]

/** `#7cc4ff` as red, green, blue. */
export function rgbOf(color: string): Rgb {
  const hex = color.trim().replace('#', '')
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) || 0
  return [part(0), part(2), part(4)]
}

const between = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

/** From nothing (the ground) over violet and rose to amber: its brightness rises or falls all the way, so that it reads without colour too. */
export function heatRamp(palette: Palette): (share: number) => Rgb {
  const isDark = rgbOf(palette.bg)[0] < 128
  const stops = isDark
    ? (['#12141a', '#3b2f7d', '#a5447f', '#f08a4b', '#ffe7a3'] as const)
    : (['#ffffff', '#f6cf9b', '#e07a6a', '#8a3f86', '#241a52'] as const)
  const colors = stops.map(rgbOf)
  return (share) => {
    const at = Math.min(1, Math.max(0, share)) * (colors.length - 1)
    const index = Math.min(colors.length - 2, Math.floor(at))
    return between(colors[index] ?? [0, 0, 0], colors[index + 1] ?? [0, 0, 0], at - index)
  }
}

/** Below and above zero in two colours, nothing between. */
export function signedRamp(palette: Palette): (value: number) => Rgb {
  const [none, below, above] = [rgbOf(palette.surface), rgbOf(palette.piano), rgbOf(palette.drums)]
  return (value) => between(none, value < 0 ? below : above, Math.min(1, Math.abs(value)))
}
