import { describe, expect, it } from 'vitest'
import { randomOf } from '#tests/support/random.ts'
import { FrameLevels } from './frame-levels.ts'
import { Framer } from './framer.ts'

const SIZE = 2048
const HOP = 512

function levelsOf(sound: Float32Array, piece: number): FrameLevels {
  const levels = new FrameLevels(HOP)
  const framer = new Framer(SIZE, HOP, (frame) => levels.frame(frame))
  for (let at = 0; at < sound.length; at += piece) {
    const part = sound.subarray(at, at + piece)
    levels.push(part)
    framer.push(part)
  }
  framer.finish()
  return levels
}

/** As librosa writes it down: the outermost samples repeated, a frame's first sample no change. */
function wanted(sound: Float32Array): number {
  const at = (i: number) => (sound[Math.max(0, Math.min(sound.length - 1, i))] as number) < -1e-10
  const frames = 1 + Math.floor(sound.length / HOP)
  let all = 0
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP - SIZE / 2
    for (let i = start + 1; i < start + SIZE; i++) if (at(i) !== at(i - 1)) all++
  }
  return all / SIZE / frames
}

describe('sign changes', () => {
  const random = randomOf(7)
  const noise = (length: number, offset = 0) => Float32Array.from({ length }, () => random() - 0.5 + offset)
  it.each([
    ['a short sound', noise(5000)],
    ['a sound that is cut in the middle of a hop', noise(20_123)],
    ['one that begins and ends below zero', noise(9000, -0.45)],
    ['fewer samples than a frame', noise(700)],
    // Its loud part lies in frames that the ends of the song halve.
    ['one whose beginning is louder than the rest', noise(4000).map((x, i) => (i < 600 ? x : 0.1))],
  ])('of %s are counted frame by frame', (_, sound) => {
    for (const piece of [100, 4096, 131_072])
      expect(levelsOf(sound, piece).facts.zeroCrossingRate).toBeCloseTo(wanted(sound), 12)
  })

  it('of one sample, or of a constant below zero, are none', () => {
    expect(levelsOf(Float32Array.of(-0.5), 1).facts.zeroCrossingRate).toBe(0)
    expect(levelsOf(new Float32Array(3000).fill(-0.5), 512).facts.zeroCrossingRate).toBe(0)
  })
})
