import { describe, expect, it } from 'vitest'
import { Viewport } from './viewport.svelte.ts'

function viewport(): Viewport {
  const made = new Viewport()
  made.setFrames(4_410_000)
  made.setWidth(1000)
  return made
}

describe('viewport', () => {
  it('shows a new song whole', () => {
    const view = viewport()
    expect([view.range, view.isZoomed]).toEqual([{ start: 0, end: 4_410_000 }, false])
    expect(view.frameAt(500)).toBe(2_205_000)
  })

  it('comes closer around a frame that keeps its place', () => {
    const view = viewport()
    const frame = view.frameAt(250)
    view.zoom(4, frame)
    expect(Math.round(view.xOf(frame))).toBe(250)
    view.zoom(1000, frame)
    expect(view.span).toBe(88_200)
    expect(view.canZoomIn).toBe(false)
  })

  it('never leaves the song', () => {
    const view = viewport()
    view.zoom(2, 0)
    view.scrollBy(1e9)
    expect(view.range.end).toBe(4_410_000)
    view.zoom(0.001, 0)
    expect(view.range).toEqual({ start: 0, end: 4_410_000 })
  })

  it('turns the page when the playhead leaves it, and not before', () => {
    const view = viewport()
    view.zoom(10, 0)
    view.follow(440_000)
    expect(view.start).toBe(0)
    view.follow(441_000)
    expect(Math.round(view.xOf(441_000))).toBe(80)
  })
})
