import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { originalPrefix, pcmPrefix } from '#lib/core/domain/keys.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { chirp, wavFile } from '#tests/support/make-wav.ts'
import { decodeFile } from './decode.ts'
import { keepFile } from './keep.ts'
import { openKept } from '#lib/platform/blobs/kept-file.ts'

const never = new AbortController().signal
const nothing = () => undefined
const bytes = new Uint8Array(9_000_001).map((_, i) => i * 7 + (i >> 10))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof FaultError ? error.fault.code : String(error)),
  )

/** A store whose `count`th put fails, as a disk that fills up does. */
function failing(store: MemoryBlobs, count: number): BlobStore {
  let left = count
  return Object.assign(Object.create(store) as BlobStore, {
    keys: (prefix: string) => store.keys(prefix),
    blob: (key: string) => store.blob(key),
    removeAll: (prefix: string) => store.removeAll(prefix),
    put: (...args: Parameters<BlobStore['put']>) =>
      left-- > 0 ? store.put(...args) : Promise.reject(new FaultError(fault('storage-full'))),
  })
}

describe('keeping a file', () => {
  it('stores it in chunks that are together the same bytes, known by their hash', async () => {
    const store = new MemoryBlobs()
    const ticks: number[] = []
    const file = new File([bytes], 'song.mp3', { type: 'audio/mpeg' })
    const kept = await keepFile(store, 't', file, (fraction) => ticks.push(fraction), never)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(kept).toEqual({ name: 'song.mp3', bytes: bytes.length, sha256, mime: 'audio/mpeg' })
    expect(await store.keys(originalPrefix('t'))).toHaveLength(3)
    const whole = await (await openKept(store, 't', kept)).arrayBuffer()
    expect(createHash('sha256').update(new Uint8Array(whole)).digest('hex')).toBe(sha256)
    expect(ticks.at(-1)).toBe(1)
  })

  it.each([0, 1, 2])('leaves nothing when write %i meets a full disk', async (count) => {
    const store = new MemoryBlobs()
    const file = new File([bytes], 'song.mp3')
    expect(await codeOf(keepFile(failing(store, count), 't', file, nothing, never))).toBe('storage-full')
    expect(await store.keys('')).toEqual([])
  })

  it('leaves nothing of an empty, a vanished or a stopped file', async () => {
    const store = new MemoryBlobs()
    const gone = Object.assign(new File([bytes], 'a.mp3'), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
    })
    const stopped = AbortSignal.abort()
    expect(await codeOf(keepFile(store, 't', new File([], 'a'), nothing, never))).toBe('file-empty')
    expect(await codeOf(keepFile(store, 't', gone, nothing, never))).toBe('file-unreadable')
    expect(await codeOf(keepFile(store, 't', new File([bytes], 'a'), nothing, stopped))).toBe('cancelled')
    expect(await store.keys('')).toEqual([])
  })

  it('notices that a chunk is missing', async () => {
    const store = new MemoryBlobs()
    const kept = await keepFile(store, 't', new File([bytes], 'a.mp3'), nothing, never)
    await store.removeAll(`${originalPrefix('t')}000001`)
    expect(await codeOf(openKept(store, 't', kept))).toBe('storage-lost')
  })
})

describe('decoding a kept file', () => {
  const sound = chirp(48_000, 400_000)
  const file = new File([wavFile([sound], 48_000, 'int16')], 'a.wav')

  it.each([0, 1, 2])('leaves the file and no song when write %i meets a full disk', async (count) => {
    const store = new MemoryBlobs()
    const kept = await keepFile(store, 't', file, nothing, never)
    expect(await codeOf(decodeFile(failing(store, count), 't', kept, nothing, never))).toBe('storage-full')
    expect(await store.keys(pcmPrefix('t'))).toEqual([])
    expect((await store.use(originalPrefix('t'))).bytes).toBe(file.size)
  })

  it('writes pieces and peaks, and knows their mean, spread and peak', async () => {
    const store = new MemoryBlobs()
    const kept = await keepFile(store, 't', file, nothing, never)
    const facts = await decodeFile(store, 't', kept, nothing, never)
    expect(facts.frames).toBe(367_500)
    expect(facts.peak).toBeGreaterThan(0.4)
    expect(facts.std).toBeCloseTo(0.28, 1)
    expect((await store.use('track/t/pcm/')).bytes).toBe(367_500 * 8)
    expect(await store.keys('track/t/peaks/')).toHaveLength(3)
  })

  it('leaves other tracks alone', async () => {
    const store = new MemoryBlobs()
    const kept = await keepFile(store, 't', file, nothing, never)
    await store.put([{ key: 'track/t2/pcm/000000', bytes: new Uint8Array([1]) }])
    await decodeFile(store, 't', kept, nothing, never)
    expect(await store.get('track/t2/pcm/000000')).toEqual(new Uint8Array([1]))
  })
})
