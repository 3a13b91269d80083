import { describe, expect, it } from 'vitest'
import {
  decibelText,
  FADER_MIN,
  faderOfGain,
  gainOfFader,
  panSpoken,
  panText,
  placeText,
  rulerStep,
} from './words.ts'

describe('words of the studio', () => {
  it('write a place as musicians do', () => {
    expect(placeText(0)).toBe('0:00.0')
    expect(placeText(67.25 * 44_100)).toBe('1:07.2')
    expect(placeText(59.99 * 44_100, 0)).toBe('0:59')
    expect(placeText(3723 * 44_100, 0)).toBe('1:02:03')
  })

  it('write a gain in decibels', () => {
    expect([1, 0.5, 2, 0].map(decibelText)).toEqual(['0.0', '−6.0', '+6.0', '−∞'])
  })

  it('turn a fader at 0 dB into exactly unity, and back', () => {
    expect(gainOfFader(0)).toBe(1)
    expect(gainOfFader(FADER_MIN)).toBe(0)
    for (const db of [-40, -12.5, 0, 6]) expect(faderOfGain(gainOfFader(db))).toBe(db)
  })

  it('say where a lane lies', () => {
    expect([0, -0.3, 1].map(panText)).toEqual(['C', 'L 30', 'R 100'])
    expect(panSpoken(-0.3)).toBe('30 % left')
  })

  it('mark a ruler no closer than can be read', () => {
    expect(rulerStep(222, 1130)).toBe(15)
    expect(rulerStep(2, 1130)).toBe(0.2)
    expect(rulerStep(7200, 360)).toBe(1800)
  })
})
