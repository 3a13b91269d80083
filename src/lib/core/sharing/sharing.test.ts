import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HaveMap } from './have-map.ts'
import { MOST_UNWRITTEN } from './limits.ts'
import { keyText, readKey, safetyCode } from './link-key.ts'
import { PullPlan } from './pull-plan.ts'
import { mayTake } from './share.ts'
import { playableSegments, stemPieces, fromPlayhead } from './stem-pieces.ts'

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('a key', () => {
  test('is read from a whole link as it was written', () => {
    fc.assert(
      fc.property(bytes16, (key) => {
        expect(readKey(`https://forge.example/share/#${keyText(key)}`)).toEqual(Uint8Array.from(key))
      }),
    )
  })

  test('that was cut, or has a wrong letter, is none', () => {
    fc.assert(
      fc.property(bytes16, fc.nat(23), fc.constantFrom('A', 'q', '7', '_'), (key, at, letter) => {
        const text = keyText(key)
        expect(readKey(text.slice(0, at))).toBeNull()
        if (text[at] !== letter) expect(readKey(text.slice(0, at) + letter + text.slice(at + 1))).toBeNull()
      }),
    )
  })

  test('gives a code of eight digits', () => {
    expect(safetyCode(new Uint8Array(32).fill(255))).toMatch(/^\d{4} \d{4}$/)
  })
})

describe('a plan of what to pull', () => {
  test('asks several peers for different chunks, and comes to an end whatever goes wrong on the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.infiniteStream(fc.nat(9)), (size, dice) => {
        const plan = new PullPlan(new HaveMap(size))
        let now = 0
        plan.join('a', null)
        plan.join('b', null)
        const under = new Map<string, Set<number>>([
          ['a', new Set()],
          ['b', new Set()],
        ])
        for (let step = 0; step < 5000 && !plan.isDone; step++) {
          now += 100
          const id = step % 2 ? 'a' : 'b'
          const chunk = plan.next(id, now)
          if (chunk !== null) {
            expect([...under.values()].some((all) => all.has(chunk))).toBe(false)
            under.get(id)?.add(chunk)
          }
          const [one] = under.get(id) ?? []
          const die = Number(dice.next().value)
          if (one === undefined || die > 7) continue
          under.get(id)?.delete(one)
          if (die === 7) plan.missed(id, one)
          else if (plan.landed(id, one)) plan.came(one)
        }
        expect(plan.isDone).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('begins where somebody listens', () => {
    const plan = new PullPlan(new HaveMap(10))
    plan.join('a', null)
    plan.aim([7, 8])
    expect([plan.next('a', 0), plan.next('a', 0), plan.next('a', 0)]).toEqual([7, 8, 0])
  })

  test('asks for the next while what has come is written, and for no more than may wait there', () => {
    const plan = new PullPlan(new HaveMap(100))
    plan.join('a', null)
    const landed: number[] = []
    for (let chunk = plan.next('a', 0); chunk !== null; chunk = plan.next('a', 0)) {
      expect(plan.landed('a', chunk)).toBe(true)
      landed.push(chunk)
    }
    expect(landed).toHaveLength(MOST_UNWRITTEN)
    expect(plan.have.count).toBe(0)
    plan.came(landed[0] ?? -1)
    expect(plan.next('a', 0)).toBe(MOST_UNWRITTEN)
    // What has landed is had, whatever becomes of who sent it.
    plan.leave('a')
    plan.join('b', null)
    expect(plan.next('b', 0)).toBe(MOST_UNWRITTEN)
  })

  test('leaves a peer after the third wrong chunk, and what it held is asked of others', () => {
    const plan = new PullPlan(new HaveMap(3))
    plan.join('a', null)
    const lost = [0, 1, 2].map(() => {
      const chunk = plan.next('a', 0) ?? -1
      expect(plan.landed('a', chunk)).toBe(true)
      return plan.wrong('a', chunk)
    })
    expect(lost).toEqual([false, false, true])
    plan.leave('a')
    plan.join('b', null)
    expect(plan.next('b', 0)).toBe(0)
  })

  test('gives up what does not come in time', () => {
    const plan = new PullPlan(new HaveMap(1))
    plan.join('a', null)
    expect(plan.next('a', 0)).toBe(0)
    expect(plan.overdue(1000)).toEqual([])
    expect(plan.overdue(60_000)).toEqual([{ id: 'a', chunk: 0 }])
    plan.join('b', null)
    expect(plan.next('b', 60_000)).toBe(0)
  })
})

describe('who may take a share', () => {
  const share = { state: 'open', expiresAt: 1000, mostUses: 2, takers: ['x', 'y'] } as const
  test.each([
    ['x', 999, 'yes'],
    ['z', 999, 'used-up'],
    ['x', 1000, 'expired'],
  ] as const)('%s at %i: %s', (taker, now, may) => {
    expect(mayTake({ ...share, takers: [...share.takers] }, taker, now)).toBe(may)
  })
  test('nobody, once it is stopped', () => {
    expect(mayTake({ ...share, takers: ['x'], state: 'stopped' }, 'x', 1)).toBe('stopped')
  })
})

describe('pieces of stems', () => {
  const FRAMES = 44_100 * 40
  test('cover every frame once, in order', () => {
    const pieces = stemPieces(FRAMES, [0, 1, 2, 3, 4, 5, 6])
    expect(pieces.reduce((at, piece) => (expect(piece.start).toBe(at), at + piece.frames), 0)).toBe(FRAMES)
  })

  test('a segment counts once all of it is here, its seam to the one before included', () => {
    const finished = [0, 1, 2]
    const pieces = stemPieces(FRAMES, finished)
    const here = new Set(pieces.map((piece) => piece.id))
    expect(playableSegments(FRAMES, finished, (id) => here.has(id))).toEqual([0, 1, 2])
    here.delete('000001-a-seam')
    expect(playableSegments(FRAMES, finished, (id) => here.has(id))).toEqual([0, 2])
  })

  test('those under the playhead come first', () => {
    const pieces = stemPieces(FRAMES, [0, 1, 2, 3])
    const order = fromPlayhead(pieces, FRAMES, 44_100 * 15)
    expect(order[0]?.index).toBeGreaterThanOrEqual(1)
    expect(new Set(order).size).toBe(pieces.length)
  })
})
