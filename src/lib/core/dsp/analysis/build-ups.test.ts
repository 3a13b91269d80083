import { describe, expect, it } from 'vitest'
import { buildUpsOf } from './build-ups.ts'

const curve = (seconds: number, of: (second: number) => number) => ({
  values: Float32Array.from({ length: seconds * 10 }, (_, i) => of(i / 10)),
  hopS: 0.1,
})
/** Steady, growing from 20 s to 32 s, steady again. */
const ramp = (second: number) => Math.min(1, Math.max(0, (second - 20) / 12))

describe('a build-up', () => {
  it('is where level and width rise together for a while', () => {
    const [only, ...others] = buildUpsOf(
      curve(60, (s) => 0.1 * 10 ** (0.6 * ramp(s))),
      curve(60, (s) => 1000 + 2000 * ramp(s)),
    )
    expect(others).toEqual([])
    expect(only?.start).toBe(20)
    expect(only?.end).toBe(32)
    expect(only?.riseDb).toBeGreaterThan(9)
  })

  it('is none where only one of both rises, or nothing does', () => {
    const rising = curve(60, (s) => 0.1 * 10 ** (0.6 * ramp(s)))
    expect(
      buildUpsOf(
        rising,
        curve(60, () => 1000),
      ),
    ).toEqual([])
    expect(
      buildUpsOf(
        curve(60, () => 0.1),
        rising,
      ),
    ).toEqual([])
    expect(
      buildUpsOf(
        curve(60, () => 0),
        rising,
      ),
    ).toEqual([])
    expect(
      buildUpsOf(
        curve(0, () => 0),
        curve(0, () => 0),
      ),
    ).toEqual([])
  })
})
