import { describe, expect, it } from 'vitest'
import type { Block } from './block-queue.ts'
import { Deck } from './deck.ts'
import type { LaneLevel, Stereo } from './mix.ts'

const unity: LaneLevel = { muted: false, solo: false, gain: 1, pan: 0 }
const FADE = 256

/** A block whose samples are their own frame numbers, so that what sounds tells where it is. */
function counting(start: number, frames: number, more: Partial<Block> = {}): Block {
  const lane = Float32Array.from({ length: frames }, (_, i) => start + i)
  return { generation: 0, set: 1, start, frames, last: false, lanes: [[lane, lane]], ...more }
}

function heard(deck: Deck, count: number): number[] {
  const out: Stereo = [new Float32Array(count), new Float32Array(count)]
  deck.render(out, count)
  return [...out[0]]
}

function deckWith(...blocks: Block[]) {
  const released: Block[] = []
  const deck = new Deck((block) => released.push(block))
  deck.setMix(1, [unity], 1)
  for (const block of blocks) deck.take(block)
  return { deck, released }
}

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i)

describe('deck', () => {
  it('plays block after block without a gap, and gives every block back', () => {
    const { deck, released } = deckWith(counting(0, 100), counting(100, 60, { last: true }))
    deck.play()
    expect(heard(deck, 128)).toEqual(range(0, 128))
    expect(heard(deck, 64)).toEqual([...range(128, 160), ...Array(32).fill(0)])
    expect(deck.ended).toBe(true)
    expect(deck.frame).toBe(160)
    expect(released).toHaveLength(2)
  })

  it('stands still where nothing is there, and goes on at that frame', () => {
    const { deck } = deckWith(counting(0, 1000))
    deck.play()
    heard(deck, 1128)
    expect([deck.starving, deck.frame]).toEqual([true, 1000])
    deck.take(counting(1000, 1000))
    heard(deck, FADE)
    expect([deck.starving, deck.frame]).toEqual([false, 1000 + FADE])
    expect(heard(deck, 2)).toEqual([1000 + FADE, 1001 + FADE])
  })

  it('takes a new plan over at the frame that sounds, without losing one', () => {
    const { deck, released } = deckWith(counting(0, 500), counting(500, 500))
    deck.play()
    heard(deck, 128)
    deck.take(counting(100, 50, { generation: 1 }))
    deck.take(counting(0, 100, { generation: 1 }))
    expect(heard(deck, 40)).toEqual([...range(128, 150), ...range(0, 18)])
    expect(released).toHaveLength(3)
  })

  it('takes a new plan that does not join on once enough of it is there', () => {
    const { deck } = deckWith(counting(0, 900))
    deck.play()
    heard(deck, 300)
    for (const start of [10, 20, 30]) deck.take(counting(start, 10, { generation: 1 }))
    expect(heard(deck, 3)).toEqual([10, 11, 12])
  })

  it('drops what a seek has made stale and plays the new place', () => {
    const { deck, released } = deckWith(counting(0, 500))
    deck.play()
    heard(deck, 10)
    deck.seek(2, 5000)
    expect(deck.frame).toBe(5000)
    heard(deck, FADE)
    expect(released).toHaveLength(1)
    deck.take(counting(0, 10, { generation: 1 }))
    expect(released).toHaveLength(2)
    heard(deck, 10)
    deck.take(counting(5000, 500, { generation: 2 }))
    heard(deck, FADE)
    expect(heard(deck, 2)).toEqual([5000 + FADE, 5001 + FADE])
  })

  it('keeps blocks of the new place that come before the old one has faded', () => {
    const { deck } = deckWith(counting(0, 5000))
    deck.play()
    heard(deck, 10)
    deck.seek(1, 100)
    deck.take(counting(100, 5000, { generation: 1 }))
    heard(deck, FADE)
    expect(deck.frame).toBe(100)
    heard(deck, FADE)
    expect(heard(deck, 1)).toEqual([100 + FADE])
  })

  it('pauses within its fade and goes on from there', () => {
    const { deck } = deckWith(counting(0, 5000))
    deck.play()
    heard(deck, 1000)
    deck.pause()
    heard(deck, FADE)
    expect([deck.playing, deck.frame]).toEqual([false, 1000 + FADE])
    expect(heard(deck, 5)).toEqual([0, 0, 0, 0, 0])
    deck.play()
    heard(deck, FADE)
    expect(heard(deck, 1)).toEqual([1000 + 2 * FADE])
  })

  it('changes to another set of lanes together with its settings', () => {
    const { deck } = deckWith(counting(0, 1000))
    deck.setMix(2, [{ ...unity, gain: 0.5 }, unity], 1)
    deck.play()
    heard(deck, 100)
    const one = counting(100, 500).lanes[0] as Stereo
    deck.take({ ...counting(100, 500, { generation: 1, set: 2 }), lanes: [one, one] })
    expect(heard(deck, 2)).toEqual([150, 151.5])
    expect(deck.laneMeters).toHaveLength(2)
  })
})
