import { describe, expect, it } from 'vitest'
import { ANY, NO_TRIM, trimmed, type Trim } from './trim.ts'

async function run(frames: number, block: number, trim: Partial<Trim>): Promise<number[]> {
  async function* blocks() {
    for (let at = 0; at < frames; at += block) {
      const count = Math.min(block, frames - at)
      yield [Float32Array.from({ length: count }, (_, i) => at + i)]
    }
  }
  const out: number[] = []
  for await (const part of trimmed(blocks(), { ...NO_TRIM, ...trim })) out.push(...(part[0] ?? []))
  return out
}

const count = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('trimming a decoded stream', () => {
  it.each([1, 3, 10, 100])('gives the same in blocks of %i', async (block) => {
    expect(await run(50, block, {})).toEqual(count(0, 50))
    expect(await run(50, block, { skip: 7 })).toEqual(count(7, 50))
    expect(await run(50, block, { skip: 7, length: 20 })).toEqual(count(7, 27))
    expect(await run(50, block, { skip: 7, tail: 5, total: 50 })).toEqual(count(7, 45))
    expect(await run(50, block, { skip: 7, tail: 5, total: ANY })).toEqual(count(7, 45))
  })

  it('keeps the end of a stream that is not as long as its maker said', async () => {
    expect(await run(50, 8, { tail: 5, total: 60 })).toEqual(count(0, 50))
  })

  it('of more than there is leaves nothing', async () => {
    expect(await run(5, 2, { skip: 9 })).toEqual([])
    expect(await run(5, 2, { tail: 9, total: 5 })).toEqual([])
    expect(await run(5, 2, { skip: 1, length: 100 })).toEqual([1, 2, 3, 4])
  })
})
