import { afterAll, describe, expect, it } from 'vitest'
import { pcmPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'
import { encode, encodeOpus } from '#tests/support/make-coded.ts'
import { chirp } from '#tests/support/make-wav.ts'

/** Broken copies of each kind of file; a nightly run may ask for more. */
const COPIES = Number(import.meta.env['VITE_MUTATIONS'] ?? 6)

const store = new DexieBlobs()
const engine = new ImportEngine()

afterAll(() => {
  engine.close()
  store.close()
})

/** A small generator of the same numbers every time (Lehmer). */
function dice(seed: number) {
  let state = seed
  return (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
}

/** Flips bytes (every second time only in the header), or cuts the file. */
function broken(bytes: Uint8Array<ArrayBuffer>, seed: number): Uint8Array<ArrayBuffer> {
  const roll = dice(seed + 7)
  const copy = bytes.slice(0, roll(4) === 0 ? roll(bytes.length) : bytes.length)
  const reach = Math.max(1, seed % 2 === 0 ? Math.min(512, copy.length) : copy.length)
  for (let i = 1 + roll(20); i > 0; i--) copy[roll(reach)] = roll(256)
  return copy
}

async function made(kind: string): Promise<File> {
  const sound = chirp(48_000, 24_000)
  return kind === 'opus' ? encodeOpus([sound, sound], 'ogg') : encode([sound, sound], 48_000, kind)
}

describe('broken copies of whole files (campaign R8)', () => {
  it.each(['mp3', 'flac', 'm4a', 'opus', 'wav', 'aiff'])(
    'of %s become songs or faults, soon, and harm no other track',
    async (kind) => {
      const bytes = new Uint8Array(await (await made(kind)).arrayBuffer())
      await store.put([{ key: 'track/other/pcm/000000', bytes: new Uint8Array([7]) }])
      for (let seed = 0; seed < COPIES; seed++) {
        const id = `${kind}${seed}`
        const file = new File([broken(bytes, seed)], `a.${kind}`)
        const start = performance.now()
        const kept = await engine.keep(id, file, () => undefined)
        if (!kept.ok) continue
        const described = await engine.describe(id, kept.value)
        const decoded = await engine.decode(id, kept.value, () => undefined)
        for (const outcome of [described, decoded])
          if (!outcome.ok) expect(outcome.fault.code, `seed ${seed}`).toMatch(/^(file|audio)-/)
        if (decoded.ok) expect(Object.values(decoded.value).every(Number.isFinite)).toBe(true)
        else expect(await store.keys(pcmPrefix(id))).toEqual([])
        expect(performance.now() - start, `seed ${seed}`).toBeLessThan(20_000)
        await store.removeAll(trackPrefix(id))
      }
      expect(await store.get('track/other/pcm/000000')).toEqual(new Uint8Array([7]))
    },
    600_000,
  )
})
