import { afterAll, describe, expect, it } from 'vitest'
import { commands } from 'vitest/browser'
import { coverKey, trackPrefix } from '#lib/core/domain/keys.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'
import { encode } from '#tests/support/make-coded.ts'
import { chirp } from '#tests/support/make-wav.ts'

const store = new DexieBlobs()
const engine = new ImportEngine()
const names = await commands.dataFiles('malformed')

afterAll(() => {
  engine.close()
  store.close()
})

async function described(file: File) {
  const id = crypto.randomUUID()
  const kept = await engine.keep(id, file, () => undefined)
  if (!kept.ok) throw new Error(kept.fault.code)
  const outcome = await engine.describe(id, kept.value)
  const cover = await store.blob(coverKey(id))
  await store.removeAll(trackPrefix(id))
  if (!outcome.ok) throw new Error(outcome.fault.code)
  return { ...outcome.value, cover }
}

const TAGS = { title: 'Ærø', artist: 'Bjørk', album: 'Öl', genre: 'Jazz', date: '1999', track: '3' }
const ARGS = Object.entries(TAGS).flatMap(([key, value]) => ['-metadata', `${key}=${value}`])
const sound = chirp(44_100, 44_100)

describe('tags', () => {
  it.each([
    ['mp3', []],
    ['flac', []],
    ['m4a', []],
    ['ogg', ['-c:a', 'libvorbis']],
    ['aiff', ['-write_id3v2', '1']],
  ])('are read from %s', async (extension, more) => {
    const { text, durationS, audio } = await described(
      await encode([sound], 44_100, extension, [...ARGS, ...more]),
    )
    expect(text).toMatchObject({
      title: 'Ærø',
      artist: 'Bjørk',
      album: 'Öl',
      genre: 'Jazz',
      year: 1999,
      trackNumber: 3,
    })
    expect(durationS).toBeCloseTo(1, 0)
    expect(audio.sampleRate).toBe(44_100)
  })
})

describe.runIf(names)('covers of files found in the wild', () => {
  it.each([
    ['mm__test_samples_id3v2.4.mp3', 'image/jpeg'],
    ['mm__test_samples_mp3_Solace.mp3', 'image/jpeg'],
    ['mm__test_samples_mp4_01._Trumpsta_(Djuro_Remix).m4a', 'image/jpeg'],
  ])('%s', async (name, type) => {
    const text = atob(await commands.dataFile(`malformed/${name}`))
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    const { hasCover, cover } = await described(new File([bytes], name))
    expect(hasCover).toBe(true)
    expect(cover?.type).toBe(type)
  })
})
