import { describe, expect, it } from 'vitest'
import { gainsFor, toStereo } from './downmix.ts'

const mix = (samples: number[], mask: number | null = null) => {
  const { left, right } = toStereo(
    samples.map((x) => new Float32Array([x])),
    gainsFor(samples.length, mask),
  )
  return [left[0], right[0]].map((x) => Number(x?.toFixed(4)))
}

describe('mixing down to stereo', () => {
  it('doubles mono and leaves stereo alone', () => {
    expect(mix([0.5])).toEqual([0.5, 0.5])
    expect(mix([0.5, -0.25])).toEqual([0.5, -0.25])
  })

  it('takes centre and surrounds of 5.1 at 3 dB less and no LFE', () => {
    expect(mix([0.1, 0.2, 0.4, 0.9, 0, 0])).toEqual([0.3828, 0.4828])
    expect(mix([0, 0, 0, 0, 0.4, -0.4])).toEqual([0.2828, -0.2828])
  })

  it("follows the file's own speakers when they fit", () => {
    expect(mix([1, 0.5], 0x300)).toEqual([0.5 + 0.3536, 0.5].map((x) => Number(x.toFixed(4))))
    expect(mix([0.25, 0.5], 0x4)).toEqual([0.25, 0.5])
  })

  it('takes the first two of a layout that nobody named', () => {
    expect(mix([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([1, 2])
  })

  it('makes silence of what is no number', () => {
    expect(mix([NaN, Infinity])).toEqual([0, 0])
    expect(mix([-Infinity, 3e38])).toEqual([0, 0])
  })
})
