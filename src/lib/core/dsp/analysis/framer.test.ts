import { expect, test } from 'vitest'
import { Decimator } from './decimator.ts'
import { Framer } from './framer.ts'
import { Halver } from './halver.ts'

const ramp = (length: number) => Float32Array.from({ length }, (_, i) => i + 1)

function framesOf(sound: Float32Array, piece: number): number[][] {
  const seen: number[][] = []
  const framer = new Framer(8, 4, (frame) => seen.push(Array.from(frame)))
  for (let at = 0; at < sound.length; at += piece) framer.push(sound.subarray(at, at + piece))
  framer.finish()
  return seen
}

test.each([1, 3, 8, 100])('frames are centred on every hop, whatever the pieces (%i)', (piece) => {
  const seen = framesOf(ramp(10), piece)
  expect(seen).toHaveLength(1 + Math.floor(10 / 4))
  expect(seen[0]).toEqual([0, 0, 0, 0, 1, 2, 3, 4])
  expect(seen[1]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(seen[2]).toEqual([5, 6, 7, 8, 9, 10, 0, 0])
})

test('no sound at all is one silent frame', () => {
  expect(framesOf(new Float32Array(), 1)).toEqual([[0, 0, 0, 0, 0, 0, 0, 0]])
})

const tone = (turns: number) =>
  Float32Array.from({ length: 40_000 }, (_, i) => Math.sin(2 * Math.PI * turns * i))

function level(sound: Float32Array): number {
  const middle = sound.subarray(200, sound.length - 200)
  return Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length)
}

function thinned(filter: { push(samples: Float32Array): Float32Array }, sound: Float32Array): Float32Array {
  const parts: number[] = []
  for (let at = 0; at < sound.length; at += 777) parts.push(...filter.push(sound.subarray(at, at + 777)))
  return Float32Array.from(parts)
}

test('thinning keeps low tones and removes what would fold back', () => {
  expect(level(thinned(new Decimator(), tone(0.05)))).toBeCloseTo(Math.SQRT1_2, 2)
  expect(level(thinned(new Decimator(), tone(0.2)))).toBeLessThan(1e-3)
  expect(level(thinned(new Halver(), tone(0.1)))).toBeCloseTo(Math.SQRT1_2, 2)
  expect(level(thinned(new Halver(), tone(0.4)))).toBeLessThan(1e-3)
  expect(thinned(new Halver(), tone(0.1)).length).toBeGreaterThan(19_980)
})
