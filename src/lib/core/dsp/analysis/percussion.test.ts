import { describe, expect, it } from 'vitest'
import { randomOf } from '#tests/support/random.ts'
import { Percussion } from './percussion.ts'

const BANDS = 128
const widths = new Float32Array(BANDS).fill(1)
const FLOOR = -100

function shareOf(frames: number, level: (frame: number, band: number) => number): number | null {
  const percussion = new Percussion(widths)
  for (let frame = 0; frame < frames; frame++)
    percussion.take(Float32Array.from({ length: BANDS }, (_, band) => level(frame, band)))
  percussion.finish()
  return percussion.share
}

describe('the percussive share', () => {
  const tones = (_: number, band: number) => (band % 20 === 7 ? -10 : FLOOR)
  const clicks = (frame: number) => (frame % 40 === 9 ? -10 : FLOOR)

  it('of held tones is next to nothing, of clicks next to all', () => {
    expect(shareOf(200, tones)).toBeLessThan(0.01)
    expect(shareOf(200, clicks)).toBeGreaterThan(0.99)
  })

  it('of both lies between, by their energies', () => {
    // 6 bands in all frames against all bands in one frame of 40: 1200 to 640 units of energy.
    const both = shareOf(200, (frame, band) => Math.max(tones(frame, band), clicks(frame))) ?? 0
    expect(both).toBeGreaterThan(0.3)
    expect(both).toBeLessThan(0.4)
  })

  it('of a steady noise is about a half', () => {
    const random = randomOf(5)
    const share = shareOf(300, () => -20 + 10 * random())
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
  })

  it('of one frame is a number, of none unknown', () => {
    expect(shareOf(1, clicks)).not.toBeNaN()
    expect(shareOf(20, clicks)).toBeGreaterThan(0.9)
    expect(shareOf(0, clicks)).toBeNull()
  })
})
