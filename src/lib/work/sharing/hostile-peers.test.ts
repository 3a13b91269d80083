import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ChunkMap } from '#lib/core/sharing/chunk-map.ts'
import { readFrame, writeFrame, type Frame } from '#lib/core/sharing/frames.ts'
import { HaveMap } from '#lib/core/sharing/have-map.ts'
import { hashesText, type Unit } from '#lib/core/sharing/manifest.ts'
import type { PeerLink } from '#lib/platform/rtc/peer-link.ts'
import { PullChunks } from './pull-chunks.ts'

const CHUNKS = 12
const BYTES = 100_000
const chunkOf = (i: number) => new Uint8Array(BYTES).fill(i + 1)
const sha256 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** A share of twelve small units, and somebody who pulls it. */
async function world() {
  const units: Unit[] = []
  for (let i = 0; i < CHUNKS; i++)
    units.push({ role: 'original', index: i, bytes: BYTES, hashes: hashesText([await sha256(chunkOf(i))]) })
  const map = new ChunkMap({ units })
  const kept = new Map<number, Uint8Array>()
  const pull = new PullChunks({
    ...{ map, sha256, limited: true },
    have: new HaveMap(map.chunks.length),
    self: { id: 'receiver-1', name: '', owner: false },
    manifest: { bytes: 9, sha256: 'ab'.repeat(32) },
    keep: async (chunk, bytes) => void kept.set(chunk, bytes),
    read: async () => null,
    now: () => 0,
    changed: () => undefined,
  })
  return { pull, kept }
}

type Answer = (ask: Extract<Frame, { type: 'ask' }>, say: (frame: Frame) => void) => void

/** Somebody who has the key and answers as told. */
function peer(answer: Answer, id = 'peer') {
  let hear: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined
  let closed: () => void = () => undefined
  const state = { isClosed: false, asked: 0 }
  const say = (frame: Frame) => queueMicrotask(() => !state.isClosed && hear(writeFrame(frame)))
  const link: PeerLink = {
    id,
    send: async (bytes) => {
      const frame = readFrame(bytes)
      if (frame?.type === 'hello' && state.asked === 0) {
        state.asked = 1
        say({ type: 'hello', version: 1, id: `${id}-owner`, name: 'x', owner: true })
        say({ type: 'offer', bytes: 9, sha256: 'ab'.repeat(32), limited: true, until: null })
      }
      if (frame?.type === 'ask') answer(frame, say)
      return !state.isClosed
    },
    listen: (on, over) => {
      hear = on
      closed = over
    },
    close: () => {
      if (state.isClosed) return
      state.isClosed = true
      closed()
    },
  }
  return { link, state, raw: (bytes: Uint8Array<ArrayBuffer>) => hear(bytes) }
}

const pieces = (bytes: Uint8Array<ArrayBuffer>, request: number): Frame[] =>
  [0, 60_000].map((offset) => ({
    ...{ type: 'piece', request, offset },
    bytes: bytes.slice(offset, offset + 60_000),
  }))
const honest: Answer = ({ request, chunk }, say) => pieces(chunkOf(chunk), request).forEach(say)

test('what an honest peer sends is kept, chunk by chunk', async () => {
  const { pull, kept } = await world()
  pull.link(peer(honest).link)
  expect(await pull.ended).toBeNull()
  expect([...kept.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: CHUNKS }, (_, i) => i))
})

test('a peer whose chunks are wrong is left, a sentence says so, and nothing of it is kept', async () => {
  const { pull, kept } = await world()
  const bad = peer(({ request }, say) => pieces(new Uint8Array(BYTES).fill(99), request).forEach(say))
  pull.link(bad.link)
  expect(await pull.ended).toMatchObject({ code: 'share-spoilt' })
  expect(bad.state.isClosed).toBe(true)
  expect(kept.size).toBe(0)
})

test('beside a peer that lies an honest one brings everything', async () => {
  const { pull, kept } = await world()
  pull.link(peer(honest, 'good').link)
  pull.link(peer(({ request }, say) => pieces(new Uint8Array(BYTES), request).forEach(say), 'bad').link)
  expect(await pull.ended).toBeNull()
  for (const [chunk, bytes] of kept) expect(bytes).toEqual(chunkOf(chunk))
})

test.each<[string, Answer]>([
  [
    'more than a chunk holds',
    ({ request }, say) => {
      for (let i = 0; i < 200; i++)
        say({ type: 'piece', request, offset: i * 60_000, bytes: new Uint8Array(60_000) })
    },
  ],
  [
    'pieces out of order',
    ({ request, chunk }, say) => pieces(chunkOf(chunk), request).reverse().forEach(say),
  ],
  [
    'answers that nobody asked for, without end',
    (_, say) => {
      for (let i = 0; i < 200; i++)
        say({ type: 'piece', request: 9_000 + i, offset: 0, bytes: new Uint8Array(1000) })
    },
  ],
  [
    'the same answer again and again',
    ({ request, chunk }, say) => {
      for (let i = 0; i < 100; i++) pieces(chunkOf(chunk), request).forEach(say)
    },
  ],
])('a peer that sends %s is left in the end, or its answers are the right ones', async (_, answer) => {
  const { pull, kept } = await world()
  const hostile = peer(answer)
  pull.link(hostile.link)
  await expect.poll(() => hostile.state.isClosed || pull.plan.isDone, { timeout: 10_000 }).toBe(true)
  for (const [chunk, bytes] of kept) expect(bytes).toEqual(chunkOf(chunk))
})

test('a peer that floods with words, or says what is no word, is left', async () => {
  const { pull } = await world()
  const strange = peer(() => undefined)
  pull.link(strange.link)
  strange.raw(Uint8Array.of(99, 1, 2))
  expect(strange.state.isClosed).toBe(true)
  const loud = peer(() => undefined, 'loud')
  pull.link(loud.link)
  const word = writeFrame({ type: 'have', bits: new Uint8Array(2) })
  loud.raw(writeFrame({ type: 'hello', version: 1, id: 'somebody', name: '', owner: false }))
  for (let i = 0; i < 2000; i++) loud.raw(word)
  await expect.poll(() => loud.state.isClosed).toBe(true)
})

test('a peer of a later version is told from one that cannot be read', async () => {
  const { pull } = await world()
  const newer = peer(() => undefined)
  pull.link(newer.link)
  newer.raw(writeFrame({ type: 'hello', version: 2, id: 'somebody', name: '', owner: true }))
  expect(await pull.ended).toMatchObject({ code: 'share-newer' })
})
