export interface Art {
  /** CSS colours, ground first. */
  colors: readonly [string, string, string]
  /** SVG paths of the bars in a box of 36 by 36, strokes of 2: every other bar each. */
  odd: string
  even: string
}

const STEMS = [
  'var(--vocals)',
  'var(--drums)',
  'var(--bass)',
  'var(--other)',
  'var(--guitar)',
  'var(--piano)',
]
const BARS = 9
const y = (bar: number) => (18 + bar * 10).toFixed(1)

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** A picture for a song without a cover: the same text always gives the same. */
export function artOf(text: string): Art {
  let seed = hash(text) || 1
  // Park and Miller's minimal standard generator.
  const random = () => (seed = (seed % 2147483646) + 1) && (seed = (seed * 16807) % 2147483647) / 2147483647
  const first = Math.floor(random() * STEMS.length)
  const second = (first + 1 + Math.floor(random() * (STEMS.length - 1))) % STEMS.length
  const color = (index: number) => STEMS[index] ?? 'var(--accent)'
  const bars = Array.from({ length: BARS }, (_, i) => {
    const arch = Math.sin(((i + 0.5) / BARS) * Math.PI)
    return 0.16 + 0.84 * arch * (0.35 + 0.65 * random())
  })
  const path = (odd: boolean) =>
    bars.map((bar, i) => (odd === (i % 2 === 0) ? `M${6 + i * 3} ${y(-bar)}V${y(bar)}` : '')).join('')
  return { colors: ['var(--raised)', color(first), color(second)], odd: path(true), even: path(false) }
}
