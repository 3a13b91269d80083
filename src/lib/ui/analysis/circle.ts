import type { KeyCandidate, MusicalKey } from '#lib/core/domain/analysis.ts'
import {
  fifthsOf,
  keyAtFifths,
  keyLabel,
  keyRelation,
  sameKey,
  type KeyNotation,
} from '#lib/core/music/musical-key.ts'
import { rgbOf } from './paint/ramp.ts'
import type { Draw, Palette } from './paint/painter.ts'

/** Sides of the drawing, and radii of its two rings: major outside, minor inside. */
export const SIDE = 320
const CENTRE = SIDE / 2
const RINGS = { major: [150, 106], minor: [104, 62] } as const
/** Steps in which an arc is drawn where there are only straight lines. */
const ARC_STEPS = 10

export interface Wedge {
  key: MusicalKey
  /** Corners of its outline, x and y in turn. */
  points: number[]
  /** Where its name stands. */
  x: number
  y: number
  /** `chosen`: the key that counts. `near`: goes well with it. */
  role: 'chosen' | 'near' | 'other'
  /** 0 to 1: how likely it was measured to be. */
  confidence: number
}

const angleOf = (place: number) => ((place - 3) * Math.PI) / 6
const at = (radius: number, angle: number) =>
  [CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)] as const

function outline(place: number, [outer, inner]: readonly [number, number]): number[] {
  const from = angleOf(place - 0.5) + 0.012
  const to = angleOf(place + 0.5) - 0.012
  const arc = (radius: number) =>
    Array.from({ length: ARC_STEPS + 1 }, (_, i) => at(radius, from + ((to - from) * i) / ARC_STEPS))
  return [...arc(outer), ...arc(inner).toReversed()].flat()
}

/** The 24 keys round the circle, major first, clockwise from C and A minor at the top. */
export function wedgesOf(chosen: MusicalKey | null, candidates: readonly KeyCandidate[]): Wedge[] {
  return (['major', 'minor'] as const).flatMap((mode) =>
    Array.from({ length: 12 }, (_, place): Wedge => {
      const key = keyAtFifths(place, mode)
      const [outer, inner] = RINGS[mode]
      const [x, y] = at((outer + inner) / 2, angleOf(place))
      const relation = chosen && keyRelation(chosen, key)
      return {
        key,
        points: outline(place, RINGS[mode]),
        x,
        y,
        role: relation === 'same' ? 'chosen' : relation ? 'near' : 'other',
        confidence: candidates.find((one) => sameKey(one, key))?.confidence ?? 0,
      }
    }),
  )
}

/** The key that an arrow leads to: round the ring, or to the other one. */
export function neighbourKey(key: MusicalKey, arrow: string): MusicalKey | null {
  const place = fifthsOf(key)
  if (arrow === 'ArrowRight') return keyAtFifths(place + 1, key.mode)
  if (arrow === 'ArrowLeft') return keyAtFifths(place - 1, key.mode)
  const other = key.mode === 'major' ? 'minor' : 'major'
  return arrow === 'ArrowUp' || arrow === 'ArrowDown' ? keyAtFifths(place, other) : null
}

/** The circle for files. */
export function drawCircle(wedges: readonly Wedge[], notation: KeyNotation): Draw {
  return (painter, size, palette) => {
    const shift = (size.width - SIDE) / 2
    for (const { key, points, x, y, role, confidence } of wedges) {
      const moved = points.map((value, i) => (i % 2 === 0 ? value + shift : value))
      painter.shape(moved, palette.line, 0.5)
      painter.shape(moved, palette.accent, role === 'chosen' ? 1 : role === 'near' ? 0.24 : confidence * 0.5)
      const color = role === 'chosen' ? inkOn(palette) : palette.text
      painter.text(keyLabel(key, notation), x + shift, y + 4, {
        color,
        anchor: 'middle',
        size: 12,
        bold: role === 'chosen',
      })
    }
  }
}

/** What can be read on the accent. */
function inkOn(palette: Palette): string {
  const [red, green, blue] = rgbOf(palette.accent)
  return red * 0.3 + green * 0.6 + blue * 0.1 > 140 ? '#06202f' : '#ffffff'
}
