import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AudioFormat } from '#lib/core/domain/recipe.ts'
import { exportPrefix } from '#lib/core/domain/keys.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { FileWriter } from '../file-writer.ts'
import { opusWriter } from './opus-file.ts'

const RATE = 48_000
const FRAMES = 3 * RATE + 77
const TAGS = {
  ...{ title: 'Höhe 夜', artist: 'Søn', album: '', albumArtist: '', genre: '', comment: '', key: 'F#m' },
  ...{ year: 1997, trackNumber: 7, discNumber: null, bpm: 174, stem: 'vocals', source: '', model: '' },
  ...{ replayGain: false, cover: null, gain: null, picture: null },
}
const beats = (hz: number) =>
  Float32Array.from({ length: FRAMES }, (_, i) => {
    const beat = Math.exp((-8 * (i % 12_000)) / RATE)
    return 0.5 * beat * Math.sin((2 * Math.PI * hz * i) / RATE)
  })
const SOUND = [beats(440), beats(660)] as const
const encoder = Object.getOwnPropertyDescriptor(globalThis, 'AudioEncoder')

// As in a browser whose WebCodecs know no sound.
beforeAll(() => Reflect.deleteProperty(globalThis, 'AudioEncoder'))
afterAll(() => void (encoder && Object.defineProperty(globalThis, 'AudioEncoder', encoder)))

async function* inPieces() {
  for (let at = 0; at < FRAMES; at += 10_000)
    yield await Promise.resolve([SOUND[0].slice(at, at + 10_000), SOUND[1].slice(at, at + 10_000)] as [
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
    ])
}

async function made(format: AudioFormat): Promise<Uint8Array<ArrayBuffer>> {
  const blobs = new MemoryBlobs()
  const out = await FileWriter.open(blobs, 'a')
  await opusWriter(format)({
    ...{ id: 'a', blobs, out, tags: TAGS, frames: FRAMES, rate: RATE, dither: true },
    sounds: inPieces(),
    alive: () => undefined,
  })
  expect(await blobs.keys(`${exportPrefix('a')}sound/`)).toEqual([])
  return out.read(0, out.length)
}

it('without an encoder in the browser Opus comes from ffmpeg, as long as the sound, in step with it, with its tags', async () => {
  expect('AudioEncoder' in globalThis).toBe(false)
  const bytes = await made('opus-128')
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 2000))
  expect(text).toContain('INITIALKEY=F#m')
  const context = new OfflineAudioContext(2, 1, RATE)
  const decoded = await context.decodeAudioData(bytes.buffer.slice(0, bytes.length))
  expect(Math.abs(decoded.length - FRAMES)).toBeLessThanOrEqual(1)
  const got = decoded.getChannelData(0)
  const apart = (shift: number) => {
    let [rest, whole] = [0, 0]
    for (let i = 2000; i < FRAMES - 2000; i++) {
      rest += ((SOUND[0][i] ?? 0) - (got[i + shift] ?? 0)) ** 2
      whole += (SOUND[0][i] ?? 0) ** 2
    }
    return 10 * Math.log10(rest / whole)
  }
  expect(apart(0)).toBeLessThan(-18)
  for (const shift of [-2, -1, 1, 2]) expect(apart(shift)).toBeGreaterThan(apart(0) + 3)
})
