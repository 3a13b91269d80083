import { describe, expect, it } from 'vitest'
import { audibleOf, balanceOf, GLIDE_FRAMES, Mixer, type LaneLevel, type Stereo } from './mix.ts'

const unity: LaneLevel = { muted: false, solo: false, gain: 1, pan: 0 }

function noise(seed: number, frames: number): Stereo {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 31
  }
  return [Float32Array.from({ length: frames }, next), Float32Array.from({ length: frames }, next)]
}

const empty = (frames: number): Stereo => [new Float32Array(frames), new Float32Array(frames)]

function settled(levels: LaneLevel[], master = 1): Mixer {
  const mixer = new Mixer(levels.length)
  mixer.aim(levels, master)
  mixer.settle()
  return mixer
}

describe('mixer', () => {
  it('gives at unity the sum of its lanes, rounded once', () => {
    const lanes = [1, 2, 3, 4, 5, 6].map((seed) => noise(seed, 1000))
    const out = empty(1000)
    new Mixer(6).mix(lanes, 0, out, 0, 1000)
    for (const side of [0, 1] as const) {
      const expected = out[side].map((_, i) => lanes.reduce((sum, lane) => sum + (lane[side][i] ?? 0), 0))
      expect(out[side]).toEqual(expected)
    }
  })

  it('gives one lane back bit for bit', () => {
    const lane = noise(9, 500)
    const out = empty(500)
    new Mixer(1).mix([lane], 0, out, 0, 500)
    expect(out).toEqual(lane)
  })

  it('lets only solo lanes sound, and no muted one', () => {
    const solo = { ...unity, solo: true }
    expect(audibleOf([unity, { ...unity, muted: true }])).toEqual([true, false])
    expect(audibleOf([unity, solo, { ...solo, muted: true }])).toEqual([false, true, false])
  })

  it('keeps the near side whole and takes the far side away as a lane is panned', () => {
    expect(balanceOf(1, 0)).toEqual([1, 1])
    expect(balanceOf(0.5, -1)).toEqual([0.5, 0])
    expect(balanceOf(1, 0.25)).toEqual([0.75, 1])
  })

  it('glides to a new gain without a step and then stands on it exactly', () => {
    const frames = GLIDE_FRAMES + 100
    const ones: Stereo = [new Float32Array(frames).fill(1), new Float32Array(frames).fill(1)]
    const mixer = settled([unity])
    mixer.aim([{ ...unity, gain: 0.25 }], 1)
    const out = empty(frames)
    mixer.mix([ones], 0, out, 0, frames)
    const steps = out[0].slice(1).map((value, i) => Math.abs(value - (out[0][i] ?? 0)))
    expect(Math.max(...steps)).toBeLessThan(0.75 / GLIDE_FRAMES + 1e-6)
    expect(out[0].slice(GLIDE_FRAMES).every((value) => value === 0.25)).toBe(true)
  })

  it('mixes in pieces as it mixes in one', () => {
    const lanes = [noise(1, 600), noise(2, 600)]
    const levels = [
      { ...unity, gain: 0.7, pan: 0.3 },
      { ...unity, gain: 1.5, pan: -0.6 },
    ]
    const [whole, parts] = [empty(600), empty(600)]
    const [one, other] = [new Mixer(2), new Mixer(2)]
    for (const mixer of [one, other]) mixer.aim(levels, 0.8)
    one.mix(lanes, 0, whole, 0, 600)
    for (let at = 0; at < 600; at += 100) other.mix(lanes, at, parts, at, 100)
    expect(parts).toEqual(whole)
  })

  it('tells the highest sample of each lane after its gain and of the sum after the master', () => {
    const half: Stereo = [new Float32Array(10).fill(0.5), new Float32Array(10).fill(-0.25)]
    const mixer = settled([unity, { ...unity, gain: 0.5 }], 0.5)
    mixer.mix([half, half], 0, empty(10), 0, 10)
    expect([...mixer.lanePeaks]).toEqual([0.5, 0.25])
    expect([...mixer.masterPeaks]).toEqual([0.375, 0.1875])
  })
})
