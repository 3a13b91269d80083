import { afterAll, describe, expect, it } from 'vitest'
import { commands } from 'vitest/browser'
import { isFaultCode } from '#lib/core/domain/fault.ts'
import { pcmPrefix, trackPrefix } from '#lib/core/domain/keys.ts'
import { channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { ImportEngine } from '#lib/platform/engines/import-engine.ts'

/** Longest that any of these files, all small, may take. */
const LIMIT_MS = 5000

const names = await commands.dataFiles('malformed')
const files = (names ?? []).filter((name) => name !== 'manifest.json')
const store = new DexieBlobs()
const engine = new ImportEngine()

afterAll(() => {
  engine.close()
  store.close()
})

async function fileOf(name: string): Promise<File> {
  const text = atob(await commands.dataFile(`malformed/${name}`))
  return new File([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], name)
}

async function run(id: string, file: File) {
  const kept = await engine.keep(id, file, () => undefined)
  if (!kept.ok) return kept
  const described = await engine.describe(id, kept.value)
  if (!described.ok) return described
  return engine.decode(id, kept.value, () => undefined)
}

async function isFinite(id: string, frames: number): Promise<boolean> {
  let seen = 0
  for (const key of await store.keys(pcmPrefix(id))) {
    const bytes = await store.get(key)
    if (!bytes) return false
    const [left, right] = channelsOf(bytes.buffer)
    if (!left.every(Number.isFinite) || !right.every(Number.isFinite)) return false
    seen += left.length
  }
  return seen === frames
}

const tally = new Map<string, string[]>()
const count = (what: string, name: string) => tally.set(what, [...(tally.get(what) ?? []), name])

describe.runIf(names)('odd and broken files (campaign R8)', () => {
  it('start the decoders', async () => {
    await run('warm', await fileOf('mm__test_samples_wav_gsm610.wav'))
  })

  it.each(files)('%s becomes a song or a fault', async (name) => {
    const file = await fileOf(name)
    const start = performance.now()
    const outcome = await run(name, file)
    const took = performance.now() - start
    if (outcome.ok) {
      const { frames, mean, std, peak } = outcome.value
      expect(frames).toBeGreaterThan(0)
      expect([mean, std, peak].every(Number.isFinite)).toBe(true)
      expect(await isFinite(name, frames)).toBe(true)
    } else {
      expect(isFaultCode(outcome.fault.code)).toBe(true)
      expect(outcome.fault.code).toMatch(/^(file|audio)-/)
      expect(await store.keys(pcmPrefix(name))).toEqual([])
    }
    count(
      outcome.ok ? 'song' : outcome.fault.code,
      `${name} ${Math.round(took)} ms ${outcome.ok ? outcome.value.frames : outcome.fault.detail}`,
    )
    await store.removeAll(trackPrefix(name))
    expect(took).toBeLessThan(LIMIT_MS)
  })

  it('are told apart', () => {
    console.info([...tally].map(([what, list]) => `${list.length} ${what}`).join(', '))
    expect(tally.get('song')?.length ?? 0).toBeGreaterThan(files.length / 2)
  })
})
