import { describe, expect, it } from 'vitest'
import { addClicks, type ClickPlan } from './click.ts'
import { Deck } from './deck.ts'
import type { Stereo } from './mix.ts'

const plan = (frames: number[], accents: number[] = []): ClickPlan => ({
  frames: Int32Array.from(frames),
  accents: Uint8Array.from({ length: frames.length }, (_, i) => (accents.includes(i) ? 1 : 0)),
  gain: 0.5,
})
const silent = (count: number): Stereo => [new Float32Array(count), new Float32Array(count)]

function clicked(of: ClickPlan, from: number, count: number, parts = count): Float32Array {
  const out = silent(count)
  for (let at = 0; at < count; at += parts) addClicks(of, out, at, from + at, Math.min(parts, count - at))
  expect(out[1]).toEqual(out[0])
  return out[0]
}

/** Frames at which sound begins after silence. */
const onsets = (sound: Float32Array) =>
  [...sound.keys()].filter(
    (i) => sound[i] !== 0 && sound.subarray(Math.max(0, i - 30), i).every((one) => one === 0),
  )

describe('the click', () => {
  it('sounds on its frames to the sample, the same however the time is cut', () => {
    const of = plan([1000, 12_000, 30_000], [0])
    const whole = clicked(of, 0, 40_000)
    // The first sample of a sine is 0.
    expect(onsets(whole)).toEqual([1001, 12_001, 30_001])
    for (const parts of [128, 333, 40_000]) expect(clicked(of, 0, 40_000, parts)).toEqual(whole)
    expect(clicked(of, 11_000, 4000)).toEqual(whole.slice(11_000, 15_000))
  })

  it('sounds higher and louder where a bar begins, and never above its gain', () => {
    const peak = (sound: Float32Array) => sound.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    const [accent, plain] = [clicked(plan([0], [0]), 0, 2000), clicked(plan([0]), 0, 2000)]
    expect(peak(accent)).toBeGreaterThan(peak(plain))
    expect(peak(accent)).toBeLessThanOrEqual(0.5)
    const turns = (sound: Float32Array) =>
      sound.slice(0, 400).filter((one, i) => i > 0 && Math.sign(one) !== Math.sign(sound[i - 1] ?? 0)).length
    expect(turns(accent)).toBeGreaterThan(turns(plain))
  })

  it('is nothing without frames, and before the first', () => {
    expect(onsets(clicked(plan([]), 0, 1000))).toEqual([])
    expect(onsets(clicked(plan([5000]), 0, 1000))).toEqual([])
  })
})

describe('the click on a deck', () => {
  function deck(): Deck {
    const made = new Deck(() => undefined)
    made.setMix(1, [{ muted: false, solo: false, gain: 1, pan: 0 }], 1)
    const quiet = silent(60_000)
    made.take({ generation: 0, set: 1, start: 0, frames: 60_000, last: true, lanes: [quiet] })
    return made
  }
  const heard = (of: Deck, count: number) => {
    const out = silent(count)
    for (let at = 0; at < count; at += 128) {
      const part = silent(128)
      of.render(part, 128)
      out[0].set(part[0].subarray(0, Math.min(128, count - at)), at)
    }
    return out[0]
  }

  it('follows the song’s frames after a seek', () => {
    const on = deck()
    on.setClick(plan([10_000, 20_000]))
    on.seek(1, 19_000)
    on.take({ generation: 1, set: 1, start: 19_000, frames: 30_000, last: true, lanes: [silent(30_000)] })
    on.play()
    expect(onsets(heard(on, 5000))).toEqual([1001])
  })

  it('counts in before the song moves, and not again while it plays', () => {
    const on = deck()
    on.play({ ...plan([0, 2000, 4000], [0]), length: 6000 })
    expect(on.starving).toBe(true)
    expect(onsets(heard(on, 5888))).toEqual([1, 2001, 4001])
    expect(on.frame).toBe(0)
    heard(on, 256)
    expect([on.frame, on.starving]).toEqual([144, false])
    on.play({ ...plan([0]), length: 6000 })
    heard(on, 128)
    expect(on.frame).toBe(272)
  })

  it('leaves counting when it is paused or moved', () => {
    const on = deck()
    on.play({ ...plan([0]), length: 6000 })
    heard(on, 128)
    on.pause()
    expect(on.playing).toBe(false)
    on.play()
    heard(on, 128)
    expect(on.frame).toBe(128)
  })
})
