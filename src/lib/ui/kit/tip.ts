export type Side = 'top' | 'bottom' | 'left' | 'right'

/** Between the control and its tip, and from the edges of the window, in px. */
const GAP = 6
const EDGE = 8

const OPPOSITE: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' }

interface Size {
  width: number
  height: number
}

interface Box extends Size {
  left: number
  top: number
}

function beside(side: Side, of: Box, tip: Size): { left: number; top: number } {
  const left = of.left + (of.width - tip.width) / 2
  const top = of.top + (of.height - tip.height) / 2
  if (side === 'top') return { left, top: of.top - GAP - tip.height }
  if (side === 'bottom') return { left, top: of.top + of.height + GAP }
  if (side === 'left') return { left: of.left - GAP - tip.width, top }
  return { left: of.left + of.width + GAP, top }
}

function fits(side: Side, { left, top }: { left: number; top: number }, tip: Size, window: Size): boolean {
  return side === 'top' || side === 'bottom'
    ? top >= EDGE && top + tip.height <= window.height - EDGE
    : left >= EDGE && left + tip.width <= window.width - EDGE
}

const within = (value: number, most: number) => Math.max(EDGE, Math.min(value, most - EDGE))

/** Where a tip of this size lies: at the side that was wished for, or across from it where only there is room. */
export function placeTip(wish: Side, of: Box, tip: Size, window: Size): { left: number; top: number } {
  const first = beside(wish, of, tip)
  const other = beside(OPPOSITE[wish], of, tip)
  const turns = !fits(wish, first, tip, window) && fits(OPPOSITE[wish], other, tip, window)
  const { left, top } = turns ? other : first
  return { left: within(left, window.width - tip.width), top: within(top, window.height - tip.height) }
}
