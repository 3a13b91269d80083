type Lane = 'vocals' | 'drums' | 'bass' | 'other'

const POINTS = 200
/** Share of the half height at `t`, 0 to 1, for each kind of stem: an idea of it, not a measurement. */
const SHAPES: Record<Lane, (t: number) => number> = {
  vocals: (t) => {
    const phrase = Math.max(0, Math.sin(t * 17) + 0.35)
    return 0.05 + phrase * (0.32 + 0.28 * Math.abs(Math.sin(t * 83) * Math.sin(t * 31)))
  },
  drums: (t) => 0.06 + 0.9 * (1 - ((t * 16) % 1)) ** 2.6 * (Math.floor(t * 16) % 2 === 0 ? 1 : 0.68),
  bass: (t) => 0.5 + 0.3 * Math.abs(Math.sin(t * 25)) + 0.06 * Math.sin(t * 140),
  other: (t) =>
    0.42 + 0.2 * Math.sin(t * 9 + 1) + 0.1 * Math.abs(Math.sin(t * 61)) + 0.07 * Math.sin(t * 170),
}

/** A drawn waveform in a box of 400 by 40: an SVG path. */
export function pictureOf(lane: Lane): string {
  const heights = Array.from({ length: POINTS + 1 }, (_, i) => Math.min(1, SHAPES[lane](i / POINTS)) * 19)
  const at = (i: number) => ((i / POINTS) * 400).toFixed(0)
  const upper = heights.map((h, i) => `${at(i)} ${(20 - h).toFixed(1)}`)
  const lower = heights.map((h, i) => `${at(i)} ${(20 + h).toFixed(1)}`).toReversed()
  return `M${[...upper, ...lower].join('L')}Z`
}
