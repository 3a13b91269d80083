import { expect, test } from 'vitest'
import { renderBass } from './bass.ts'
import { LYRICS } from './lyrics.ts'
import { CEILING } from './mixdown.ts'
import { renderDemo } from './render.ts'
import type { Stereo } from './stereo.ts'
import { SAMPLE_RATE } from './time.ts'
import { singOnce } from './voice.ts'

const demo = renderDemo()
const stems = Object.entries(demo.stems)

const level = (track: Stereo, from = 0, to = track[0].length): number => {
  const energy = track.flatMap((side) => [...side.subarray(from, to)]).reduce((sum, x) => sum + x * x, 0)
  return 10 * Math.log10(energy / (2 * (to - from)))
}

test('the piece lasts 20 to 21 seconds and every track of it is equally long', () => {
  const tracks = [demo.mix, ...stems.map(([, stem]) => stem)].flat()
  expect(demo.sampleRate).toBe(44_100)
  expect(new Set(tracks.map((side) => side.length)).size).toBe(1)
  expect(demo.mix[0].length / demo.sampleRate).toBeGreaterThanOrEqual(20)
  expect(demo.mix[0].length / demo.sampleRate).toBeLessThanOrEqual(21)
})

test('the mix is the sum of the stems, to the last bit', () => {
  const { drums, bass, other, vocals } = demo.stems
  for (const side of [0, 1] as const) {
    const sum = drums[side].map((x, i) => {
      return x + (bass[side][i] ?? NaN) + (other[side][i] ?? NaN) + (vocals[side][i] ?? NaN)
    })
    expect(sum.findIndex((x, i) => x !== demo.mix[side][i])).toBe(-1)
  }
})

test('nothing clips: the mix stays under its ceiling and no sample is not a number', () => {
  for (const track of [demo.mix, ...stems.map(([, stem]) => stem)]) {
    // NaN fails both comparisons.
    expect(track.every((side) => side.every((x) => x <= 1 && x >= -1))).toBe(true)
  }
  const peak = demo.mix
    .flat()
    .reduce((most, side) => side.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0)
  expect(peak).toBeLessThanOrEqual(CEILING + 1e-6)
  expect(peak).toBeGreaterThan(0.7)
})

test.each(stems)('the %s can be heard: within 12 dB of the mix, in both halves of the piece', (_, stem) => {
  const half = stem[0].length >> 1
  expect(level(stem, 0, half)).toBeGreaterThan(level(demo.mix, 0, half) - 12)
  expect(level(stem, half)).toBeGreaterThan(level(demo.mix, half) - 12)
})

test('the piece ends in silence', () => {
  expect(level(demo.mix, demo.mix[0].length - 441)).toBeLessThan(-70)
})

test('the same recipe gives the same samples', () => {
  expect(renderBass()).toEqual(renderBass())
  expect(singOnce(LYRICS, SAMPLE_RATE, 1)).toEqual(singOnce(LYRICS, SAMPLE_RATE, 1))
})

test('another take of the voice is another performance', () => {
  expect(singOnce(LYRICS, SAMPLE_RATE, 1)).not.toEqual(singOnce(LYRICS, SAMPLE_RATE, 2))
})
