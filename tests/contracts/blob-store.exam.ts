import { describe, expect, test } from 'vitest'
import { MAX_BLOB_BYTES, type BlobStore } from '#lib/platform/blobs/blob-store.ts'

type Candidate = BlobStore & { close(): void }

const bytes = (...values: number[]) => new Uint8Array(values)
const code = (wanted: string) => expect.objectContaining({ fault: expect.objectContaining({ code: wanted }) })

/** What every blob store must do; `open` gives an empty one, on a disk of `room` bytes where that is asked. */
export function examineBlobStore(name: string, open: (room?: number) => Promise<Candidate>): void {
  describe(name, () => {
    test('what is put comes back as a buffer of its own', async () => {
      const store = await open()
      const whole = bytes(9, 1, 2, 3, 9)
      await store.put([{ key: 'a', bytes: whole.subarray(1, 4) }])
      const got = await store.get('a')
      expect(got).toEqual(bytes(1, 2, 3))
      got?.fill(0)
      expect(await store.get('a')).toEqual(bytes(1, 2, 3))
      expect(await store.get('b')).toBeNull()
    })

    test('a blob goes in and comes out lazily', async () => {
      const store = await open()
      await store.put([{ key: 'a', bytes: new Blob(['hello world']) }])
      const blob = await store.blob('a')
      expect(blob).toBeInstanceOf(Blob)
      expect(await blob?.slice(6).text()).toBe('world')
      expect(await store.blob('b')).toBeNull()
    })

    test('a blob taken before its key is removed can still be read', async () => {
      const store = await open()
      await store.put([{ key: 'a', bytes: bytes(7) }])
      const blob = await store.blob('a')
      await store.removeAll('a')
      expect(await blob?.arrayBuffer()).toEqual(bytes(7).buffer)
    })

    test('one put writes and removes together, and a key in both is written', async () => {
      const store = await open()
      await store.put([
        { key: 'old', bytes: bytes(1) },
        { key: 'both', bytes: bytes(1) },
      ])
      await store.put(
        [
          { key: 'new', bytes: bytes(2) },
          { key: 'both', bytes: bytes(2) },
        ],
        ['old', 'both', 'never-there'],
      )
      expect(await store.keys('')).toEqual(['both', 'new'])
      expect(await store.get('both')).toEqual(bytes(2))
      expect(await store.has('old')).toBe(false)
    })

    test('a put with a value over the limit changes nothing at all', async () => {
      const store = await open()
      await store.put([{ key: 'old', bytes: bytes(1) }])
      const large = { key: 'large', bytes: new Uint8Array(MAX_BLOB_BYTES + 1) }
      await expect(store.put([{ key: 'new', bytes: bytes(2) }, large], ['old'])).rejects.toEqual(
        code('storage-failed'),
      )
      expect(await store.keys('')).toEqual(['old'])
    })

    test('a full disk is a fault, and keeps what was there', async () => {
      const store = await open(8 * 1024 * 1024)
      await store.put([{ key: 'old', bytes: bytes(1, 2, 3) }])
      const large = Array.from({ length: 4 }, (_, i) => ({
        key: `large/${i}`,
        bytes: new Uint8Array(MAX_BLOB_BYTES).fill(i + 1),
      }))
      const refusal = store.put(large, ['old'])
      await expect(refusal).rejects.toEqual(code('storage-full'))
      await expect(refusal).rejects.toMatchObject({ fault: { values: { need: 16 } } })
      expect(await store.get('old')).toEqual(bytes(1, 2, 3))
      expect(await store.keys('large/')).toEqual([])
    })

    test('prefixes do not touch their neighbours', async () => {
      const store = await open()
      await store.put(
        ['track/1/a', 'track/10/a', 'track/1', 'tracks', 'stems/1/a'].map((key) => ({
          key,
          bytes: bytes(1, 2),
        })),
      )
      expect(await store.use('track/1/')).toEqual({ count: 1, bytes: 2 })
      expect(await store.use('track/1')).toEqual({ count: 3, bytes: 6 })
      await store.removeAll('track/1/')
      expect(await store.keys('')).toEqual(['stems/1/a', 'track/1', 'track/10/a', 'tracks'])
      await store.removeAll('nothing/here')
    })

    test('keys come sorted, whatever the order they were put in', async () => {
      const store = await open()
      for (const key of ['k/000010', 'k/000002', 'k/b', 'k/B', 'k/ä'])
        await store.put([{ key, bytes: bytes(1) }])
      expect(await store.keys('k/')).toEqual(['k/000002', 'k/000010', 'k/B', 'k/b', 'k/ä'])
    })

    test('use follows replacing and removing', async () => {
      const store = await open()
      expect(await store.use('')).toEqual({ count: 0, bytes: 0 })
      await store.put([{ key: 'a', bytes: new Uint8Array(1000) }])
      await store.put([{ key: 'a', bytes: new Uint8Array(10) }])
      await store.put([{ key: 'b', bytes: new Blob([new Uint8Array(5)]) }])
      expect(await store.use('')).toEqual({ count: 2, bytes: 15 })
      await store.put([], ['a'])
      expect(await store.use('')).toEqual({ count: 1, bytes: 5 })
    })

    test('keys and sizes come in pages, in order, and none twice', async () => {
      const store = await open()
      const keys = ['k/1', 'k/2', 'k/3', 'l/1']
      await store.put(keys.map((key, i) => ({ key, bytes: new Uint8Array(i + 1) })))
      const first = await store.list('k/', null, 2)
      expect(first).toEqual([
        { key: 'k/1', bytes: 1 },
        { key: 'k/2', bytes: 2 },
      ])
      expect(await store.list('k/', 'k/2', 2)).toEqual([{ key: 'k/3', bytes: 3 }])
      expect(await store.list('k/', 'k/3', 2)).toEqual([])
      expect(await store.list('', null, 9)).toHaveLength(4)
    })

    test('a closed store answers with a fault', async () => {
      const store = await open()
      await store.put([{ key: 'a', bytes: bytes(1) }])
      store.close()
      await expect(store.get('a')).rejects.toEqual(code('storage-closed'))
      await expect(store.put([{ key: 'b', bytes: bytes(1) }])).rejects.toEqual(code('storage-closed'))
    })
  })
}
