import { describe, expect, it } from 'vitest'
import type { LaneName } from '#lib/core/domain/mix.ts'
import type { Block } from '#lib/core/dsp/block-queue.ts'
import { Deck } from '#lib/core/dsp/deck.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { computedBlobs, noiseTone, piecesOf, sourcesOf, sumTone } from '#tests/support/synthetic-stems.ts'
import type { FeederBlock, FeederNews, FeedPlan } from './contract.ts'
import { BLOCK_FRAMES, Feeder } from './feeder.ts'

const STEMS: LaneName[] = ['drums', 'bass', 'other', 'vocals']
const TONES = STEMS.map((_, lane) => noiseTone(lane))
const UNITY = STEMS.map(() => ({ muted: false, solo: false, gain: 1, pan: 0 }))
const MINUTE = 60 * 44_100

/** What the stems sum to, rounded once. */
const sumAt = sumTone(STEMS.map((_, lane) => lane))

interface Held extends Block {
  message: FeederBlock
}

function heldOf(message: FeederBlock): Held {
  const channel = (index: number) =>
    new Float32Array(message.audio, index * message.frames * 4, message.frames)
  const lanes = STEMS.map((_, i): Stereo => [channel(i * 2), channel(i * 2 + 1)])
  return { ...message, lanes, message }
}

/** Feeder and deck joined as in the page; the audio thread's time is in the test's hands. */
function rig(frames: number, lost: string[] = []) {
  const sources = sourcesOf(frames, ...STEMS)
  const store = computedBlobs(sources, TONES)
  const blobs = { ...store, get: async (key: string) => (lost.includes(key) ? null : store.get(key)) }
  const news: FeederNews[] = []
  const count = { under: 0, most: 0, sent: 0 }
  const deck = new Deck<Held>(({ message }) => {
    count.under--
    feeder.returned(message)
  })
  const feeder = new Feeder(
    blobs,
    (message) => {
      count.sent++
      count.most = Math.max(count.most, ++count.under)
      deck.take(heldOf(message))
    },
    (one) => news.push(one),
  )
  deck.setMix(1, UNITY, 1)
  const feed = (more: Partial<FeedPlan> = {}) =>
    feeder.feed({ generation: 0, set: 1, sources, frames, finished: null, from: 0, loop: null, ...more })
  /** Until the feeder has nothing more to do. */
  const rest = async () => {
    for (let still = 0, before = -1; still < 4; before = count.sent) {
      await new Promise((resolve) => setImmediate(resolve))
      still = before === count.sent ? still + 1 : 0
    }
  }
  return { deck, feeder, news, feed, rest, count }
}

/** Renders and tells which samples are not the stems' sum at the frames that ought to sound. */
function wrongIn(deck: Deck<Held>, frames: readonly number[]): number {
  const out: Stereo = [new Float32Array(frames.length), new Float32Array(frames.length)]
  deck.render(out, frames.length)
  let wrong = 0
  frames.forEach((frame, i) => {
    if (out[0][i] !== sumAt(frame, 0) || out[1][i] !== sumAt(frame, 1)) wrong++
  })
  return wrong
}

const run = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i)

describe('feeder and deck', () => {
  it('play ten minutes of four stems as their sum, sample for sample, with no drift, seconds ahead', async () => {
    const frames = 10 * MINUTE
    const { deck, feed, rest, count } = rig(frames)
    feed()
    deck.play()
    let wrong = 0
    for (let at = 0; at < frames; at += 16 * BLOCK_FRAMES) {
      await rest()
      wrong += wrongIn(deck, run(at, Math.min(16 * BLOCK_FRAMES, frames - at)))
    }
    expect({ wrong, frame: deck.frame, ended: deck.ended }).toEqual({ wrong: 0, frame: frames, ended: true })
    expect(count.most * BLOCK_FRAMES).toBeLessThan(6 * 44_100)
  }, 60_000)

  it('play a loop to the frame', async () => {
    const { deck, feed, rest } = rig(MINUTE)
    feed({ loop: { start: 50_000, end: 60_001 } })
    deck.play()
    await rest()
    expect(wrongIn(deck, [...run(0, 60_001), ...run(50_000, 10_001), ...run(50_000, 100)])).toBe(0)
  })

  it('take a loop that is set while playing without losing a frame', async () => {
    const { deck, feed, rest } = rig(MINUTE)
    feed()
    deck.play()
    await rest()
    expect(wrongIn(deck, run(0, 1000))).toBe(0)
    feed({ generation: 1, from: deck.frame, loop: { start: 500, end: 40_000 } })
    expect(wrongIn(deck, run(1000, 3000))).toBe(0)
    await rest()
    expect(wrongIn(deck, [...run(4000, 36_000), ...run(500, 5000)])).toBe(0)
  })

  it('go to another place as soon as its blocks come', async () => {
    const { deck, feed, rest } = rig(MINUTE)
    feed()
    deck.play()
    await rest()
    wrongIn(deck, run(0, 512))
    deck.seek(1, 1_000_000)
    feed({ generation: 1, from: 1_000_000 })
    wrongIn(deck, run(512, 256))
    await rest()
    wrongIn(deck, run(1_000_000, 256))
    expect(wrongIn(deck, run(1_000_256, 9000))).toBe(0)
  })

  it('wait where nothing is separated yet, say so once, and go on when it is', async () => {
    const { deck, feed, feeder, rest, news } = rig(MINUTE)
    feed({ finished: [0] })
    deck.play()
    await rest()
    expect(wrongIn(deck, run(0, 200_000))).toBe(0)
    await rest()
    expect(wrongIn(deck, run(200_000, STRIDE_FRAMES - 200_000))).toBe(0)
    deck.render([new Float32Array(128), new Float32Array(128)], 128)
    expect([deck.starving, deck.frame]).toEqual([true, STRIDE_FRAMES])
    expect(news).toEqual([{ type: 'waiting', frame: STRIDE_FRAMES }])
    feeder.arrived([0, 1])
    await rest()
    wrongIn(deck, run(STRIDE_FRAMES, 256))
    expect(wrongIn(deck, run(STRIDE_FRAMES + 256, 50_000))).toBe(0)
    expect(news.map((one) => one.type)).toEqual(['waiting', 'feeding'])
  })

  it('say which piece is lost instead of playing silence for it', async () => {
    const second = piecesOf(sourcesOf(MINUTE, 'vocals')[0] ?? never())[1]
    const { feed, rest, news } = rig(MINUTE, [`stems/s/vocals/${second?.id}`])
    feed({ from: 200_000 })
    await rest()
    expect(news).toMatchObject([{ type: 'fault', fault: { code: 'storage-lost' } }])
  })
})

function never(): never {
  throw new Error('no source')
}
