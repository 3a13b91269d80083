import { describe, expect, it } from 'vitest'
import { HeardTicks } from './heard.ts'

const tick = (frame: number, time: number, more: { playing?: boolean; starving?: boolean } = {}) => ({
  frame,
  time,
  playing: true,
  starving: false,
  ended: false,
  seen: 0,
  set: 1,
  lanes: [],
  master: [0, 0] as [number, number],
  ...more,
})

describe('what is heard', () => {
  it('is what was mixed for that moment, not what is mixed now', () => {
    const heard = new HeardTicks()
    heard.add(tick(0, 10))
    heard.add(tick(44_100, 11))
    expect(heard.at(10.5, null)?.frame).toBe(22_050)
    expect(heard.at(11.5, null)?.frame).toBe(66_150)
  })

  it('comes round with the loop', () => {
    const heard = new HeardTicks()
    heard.add(tick(900, 1))
    expect(heard.at(1 + 150 / 44_100, { start: 500, end: 1000 })?.frame).toBe(550)
    expect(heard.at(1 + 150 / 44_100, { start: 0, end: 900 })?.frame).toBe(1050)
  })

  it('stands still while nothing sounds', () => {
    const heard = new HeardTicks()
    heard.add(tick(500, 1, { starving: true }))
    expect(heard.at(9, null)?.frame).toBe(500)
  })

  it('is nothing before the first tick, and the first tick before its time', () => {
    const heard = new HeardTicks()
    expect(heard.at(1, null)).toBeNull()
    heard.add(tick(500, 2))
    expect(heard.at(1, null)?.frame).toBe(500)
  })
})
