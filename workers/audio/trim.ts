/** What to leave out of a decoder's output, in frames. */
export interface Trim {
  skip: number
  /** Frames that remain after `skip`; null is all. */
  length: number | null
  /** Frames to leave out at the end of a stream of `total` frames in all, skip and tail included; 0 is none. */
  tail: number
  total: number
}

/** For `total`: the tail goes whatever the length. */
export const ANY = -1

export const NO_TRIM: Trim = { skip: 0, length: null, tail: 0, total: 0 }

type Blocks = AsyncGenerator<Float32Array[], void, undefined>

const framesOf = (block: Float32Array[]) => block[0]?.length ?? 0

/**
 * Cuts a stream of blocks. A tail is held back until the end tells whether the stream is as long as its maker
 * said.
 */
export function trimmed(blocks: Blocks, { skip, length, tail, total }: Trim): Blocks {
  const inside = between(blocks, skip, length === null ? Infinity : skip + length)
  return tail === 0 ? inside : withoutTail(inside, tail, total === ANY ? ANY : total - skip)
}

async function* between(blocks: Blocks, start: number, end: number): Blocks {
  let seen = 0
  for await (const block of blocks) {
    const part = cut(block, start - seen, end - seen)
    seen += framesOf(block)
    if (framesOf(part) > 0) yield part
    if (seen >= end) return
  }
}

async function* withoutTail(blocks: Blocks, tail: number, total: number): Blocks {
  const held: Float32Array[][] = []
  let waiting = 0
  let seen = 0
  for await (const block of blocks) {
    held.push(block)
    waiting += framesOf(block)
    seen += framesOf(block)
    for (let first = held[0]; first && waiting - framesOf(first) >= tail; first = held[0]) {
      held.shift()
      waiting -= framesOf(first)
      yield first
    }
  }
  let left = total === ANY || seen === total ? waiting - tail : waiting
  for (const block of held) {
    const part = cut(block, 0, left)
    left -= framesOf(part)
    if (framesOf(part) > 0) yield part
  }
}

function cut(block: Float32Array[], from: number, to: number): Float32Array[] {
  const frames = framesOf(block)
  const start = Math.min(frames, Math.max(0, from))
  const end = Math.max(start, Math.min(frames, to))
  if (start === 0 && end === frames) return block
  return block.map((channel) => channel.subarray(start, end))
}
