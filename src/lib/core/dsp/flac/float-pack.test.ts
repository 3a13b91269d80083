import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BadBits } from './bit-reader.ts'
import { packFloats, unpackFloats } from './float-pack.ts'

const bitsOf = (floats: Float32Array) => [...new Int32Array(floats.buffer, floats.byteOffset, floats.length)]

function expectSame(left: Float32Array, right: Float32Array): void {
  const back = unpackFloats(packFloats([left, right]), left.length)
  expect(bitsOf(back[0])).toEqual(bitsOf(left))
  expect(bitsOf(back[1])).toEqual(bitsOf(right))
}

/** Something like music: tones over noise, at this level. */
function music(frames: number, level: number): Float32Array {
  return Float32Array.from(
    { length: frames },
    (_, i) => level * (0.5 * Math.sin(i / 31) + 0.3 * Math.sin(i / 7.3) + 0.01 * Math.sin(i * i)),
  )
}

test.each([0, 1, 2, 5, 4095, 4096, 4097, 12_288, 30_001])(
  'music of %i frames comes back bit for bit',
  (n) => {
    for (const level of [1e-6, 0.02, 0.9, 1.7]) expectSame(music(n, level), music(n, level * 0.7).reverse())
  },
)

test('silence, and a channel that is silent, take almost nothing', () => {
  const frames = 100_000
  expect(packFloats([new Float32Array(frames), new Float32Array(frames)]).length).toBeLessThan(frames / 3)
  expectSame(new Float32Array(frames), music(frames, 0.5))
})

test('any floats at all come back bit for bit, those that are no numbers too', () => {
  const floats = fc
    .array(
      fc.oneof(fc.float(), fc.float({ min: -1, max: 1 }), fc.constantFrom(-0, 0, NaN, Infinity, 1e-45)),
      {
        maxLength: 300,
      },
    )
    .map((values) => Float32Array.from(values))
  fc.assert(
    fc.property(floats, (left) => {
      expectSame(
        left,
        left.map((value) => value * 0.3),
      )
    }),
    { numRuns: 300 },
  )
})

test('music takes well under its float32', () => {
  const frames = 44_100
  const size = packFloats([music(frames, 0.4), music(frames, 0.4)]).length
  expect(size / (frames * 8)).toBeLessThan(0.75)
})

test('bytes that were changed, cut or made up are refused or give floats, and never more of them', () => {
  const good = packFloats([music(9000, 0.5), music(9000, 0.4)])
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, end) => {
      const bad = good.slice(0, end)
      if (at < bad.length) bad[at] = value
      try {
        const [left] = unpackFloats(bad, 9000)
        expect(left.length).toBe(9000)
      } catch (error) {
        expect(error).toBeInstanceOf(BadBits)
      }
    }),
    { numRuns: 300 },
  )
})
