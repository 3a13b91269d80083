import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(block: string): Map<string, string> {
  return new Map([...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']))
}

const [darkBlock = '', lightBlock = ''] = css.split(":root[data-theme='light']")
const dark = tokensOf(darkBlock)
const light = new Map([...dark, ...tokensOf(lightBlock)])

/** Relative luminance of `#rrggbb`, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(theme: Map<string, string>, ink: string, ground: string): number {
  const [hi = 0, lo = 0] = [ink, ground]
    .map((name) => luminance(theme.get(name) ?? '#000000'))
    .sort((a, b) => b - a)
  return (hi + 0.05) / (lo + 0.05)
}

const inks = ['--text', '--muted', '--faint', '--accent', '--good', '--warn', '--bad']
const grounds = ['--bg', '--surface', '--raised']
const pairs = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ['--accent-ink', '--accent'],
  ['--warn-ink', '--warn'],
  ['--bad-ink', '--bad'],
  ['--bg', '--text'],
] as const

describe.each([
  ['dark', dark],
  ['light', light],
] as const)('the %s theme', (_, theme) => {
  it.each(pairs)('draws %s on %s with a contrast of at least 4.5 to 1', (ink, ground) => {
    expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(4.5)
  })
})
