import type { Attachment } from 'svelte/attachments'
import type { Viewport } from './viewport.svelte.ts'

/** A press that moves less than this many px is a click. */
const CLICK_PX = 5
/** How much one notch of the wheel zooms. */
const WHEEL_ZOOM = 0.004

const middleOf = (points: Iterable<number>) => {
  const xs = [...points]
  return { middle: (Math.min(...xs) + Math.max(...xs)) / 2, apart: Math.max(...xs) - Math.min(...xs) }
}

/** Click to seek, drag a finger to scroll, pinch or Ctrl and wheel to zoom. */
export function waveGestures(view: Viewport, seek: (frame: number) => void): Attachment<HTMLElement> {
  return (element) => {
    const fingers = new Map<number, number>()
    let moved = 0
    const xOf = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left

    const down = (event: PointerEvent) => {
      if (event.button !== 0) return
      if (fingers.size === 0) moved = 0
      fingers.set(event.pointerId, xOf(event))
      element.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      const from = fingers.get(event.pointerId)
      if (from === undefined) return
      const before = middleOf(fingers.values())
      fingers.set(event.pointerId, xOf(event))
      const after = middleOf(fingers.values())
      moved += Math.abs(xOf(event) - from)
      if (event.pointerType === 'mouse') return
      if (moved > CLICK_PX) view.scrollBy(before.middle - after.middle)
      if (fingers.size > 1 && before.apart > 0)
        view.zoom(after.apart / before.apart, view.frameAt(after.middle))
    }
    const up = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId)) return
      if (event.type === 'pointerup' && fingers.size === 0 && moved < CLICK_PX) seek(view.frameAt(xOf(event)))
    }
    const wheel = (event: WheelEvent) => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX
      if (event.ctrlKey || event.metaKey) {
        view.zoom(Math.exp(-event.deltaY * WHEEL_ZOOM), view.frameAt(xOf(event)))
      } else if (view.isZoomed && Math.abs(sideways) > 0) view.scrollBy(sideways)
      else return
      event.preventDefault()
    }

    const off = new AbortController()
    const { signal } = off
    // A press takes no focus from where it is, so that keys go on working as before.
    element.addEventListener('mousedown', (event) => event.preventDefault(), { signal })
    element.addEventListener('pointerdown', down, { signal })
    element.addEventListener('pointermove', move, { signal })
    element.addEventListener('pointerup', up, { signal })
    element.addEventListener('pointercancel', up, { signal })
    element.addEventListener('wheel', wheel, { signal, passive: false })
    return () => off.abort()
  }
}
