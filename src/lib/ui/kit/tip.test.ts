import { describe, expect, it } from 'vitest'
import { placeTip } from './tip.ts'

const WINDOW = { width: 400, height: 300 }
const TIP = { width: 80, height: 20 }

describe('a tip', () => {
  it('lies in the middle of the side that was wished for', () => {
    const of = { left: 200, top: 100, width: 40, height: 40 }
    expect(placeTip('top', of, TIP, WINDOW)).toEqual({ left: 180, top: 74 })
    expect(placeTip('bottom', of, TIP, WINDOW)).toEqual({ left: 180, top: 146 })
    expect(placeTip('left', of, TIP, WINDOW)).toEqual({ left: 114, top: 110 })
    expect(placeTip('right', of, TIP, WINDOW)).toEqual({ left: 246, top: 110 })
  })

  it('turns to the other side where only there is room', () => {
    expect(placeTip('top', { left: 200, top: 10, width: 40, height: 40 }, TIP, WINDOW).top).toBe(56)
    expect(placeTip('right', { left: 350, top: 100, width: 40, height: 40 }, TIP, WINDOW).left).toBe(264)
  })

  it('stays within the window', () => {
    expect(placeTip('top', { left: 2, top: 100, width: 20, height: 20 }, TIP, WINDOW).left).toBe(8)
    expect(placeTip('bottom', { left: 380, top: 100, width: 20, height: 20 }, TIP, WINDOW).left).toBe(312)
  })
})
