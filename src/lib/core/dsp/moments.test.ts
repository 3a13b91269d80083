import { describe, expect, it } from 'vitest'
import { Moments } from './moments.ts'

describe('moments of a song', () => {
  it('are those of the whole, however it is cut, with a large offset under a small sound', () => {
    const left = Float32Array.from({ length: 30_000 }, (_, i) => 0.9 + 1e-3 * Math.sin(i))
    const right = Float32Array.from({ length: 30_000 }, (_, i) => 0.9 - 5e-4 * Math.cos(i * 3))
    const mono = Array.from(left, (l, i) => (l + (right[i] ?? 0)) / 2)
    const mean = mono.reduce((a, b) => a + b) / mono.length
    const std = Math.sqrt(mono.reduce((a, b) => a + (b - mean) ** 2, 0) / (mono.length - 1))
    const moments = new Moments()
    for (let at = 0; at < left.length; at += 777)
      moments.add(left.subarray(at, at + 777), right.subarray(at, at + 777))
    const facts = moments.facts()
    expect(facts.frames).toBe(30_000)
    expect(Math.abs(facts.mean / mean - 1)).toBeLessThan(1e-12)
    expect(Math.abs(facts.std / std - 1)).toBeLessThan(1e-9)
    expect(facts.peak).toBe(Math.max(...left, ...right))
  })

  it('of nothing and of one frame are numbers', () => {
    const moments = new Moments()
    expect(moments.facts()).toEqual({ frames: 0, mean: 0, std: 0, peak: 0 })
    moments.add(new Float32Array([0.5]), new Float32Array([-1]))
    expect(moments.facts()).toEqual({ frames: 1, mean: -0.25, std: 0, peak: 1 })
  })
})
