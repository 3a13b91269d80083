import { usualPatience } from '#lib/core/jobs/patience.ts'
import { wrap } from 'comlink'
import { afterAll, describe, expect, it } from 'vitest'
import { pcmPrefix } from '#lib/core/domain/keys.ts'
import { channelsOf } from '#lib/core/dsp/pcm-pieces.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { chirp, wavFile } from '#tests/support/make-wav.ts'
import type { ImportWorker } from '#workers/audio/contract.ts'
import workerUrl from '#workers/audio/import.worker.ts?worker&url'
import { ImportEngine } from './import-engine.ts'
import { startWorker } from './start-worker.ts'

const store = new DexieBlobs()
const engine = new ImportEngine()
const nothing = () => undefined

afterAll(() => {
  engine.close()
  store.close()
})

async function importFile(id: string, file: File) {
  const kept = await engine.keep(id, file, nothing)
  if (!kept.ok) return { fault: kept.fault }
  const described = await engine.describe(id, kept.value)
  const decoded = await engine.decode(id, kept.value, nothing)
  return { kept: kept.value, described, decoded }
}

async function leftOf(id: string): Promise<Float32Array> {
  const pieces = await Promise.all((await store.keys(pcmPrefix(id))).map((key) => store.get(key)))
  const lefts = pieces.flatMap((bytes) => (bytes ? [...channelsOf(bytes.buffer)[0]] : []))
  return Float32Array.from(lefts)
}

describe('the import worker', () => {
  it('keeps, describes and decodes a WAV file to the very samples', async () => {
    const sound = chirp(44_100, 200_000)
    const file = new File([wavFile([sound, sound], 44_100, 'float32')], 'a.wav')
    const { kept, described, decoded } = await importFile('wav', file)
    expect(kept).toMatchObject({ name: 'a.wav', bytes: file.size })
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    expect(kept?.sha256).toBe([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    expect(described).toMatchObject({
      ok: true,
      value: { audio: { container: 'wav', codec: 'float', sampleRate: 44_100, channels: 2, bitDepth: 32 } },
    })
    expect(decoded).toMatchObject({ ok: true, value: { frames: 200_000 } })
    expect(await leftOf('wav')).toEqual(sound)
  })

  it('refuses an empty file and leaves nothing', async () => {
    expect(await importFile('empty', new File([], 'a.wav'))).toMatchObject({ fault: { code: 'file-empty' } })
    expect(await store.keys('track/empty/')).toEqual([])
  })

  it('calls text what it is', async () => {
    const { described, decoded } = await importFile('text', new File(['hello '.repeat(900)], 'a.mp3'))
    expect(described).toMatchObject({ ok: false, fault: { code: 'file-not-audio' } })
    expect(decoded).toMatchObject({ ok: false, fault: { code: 'file-not-audio' } })
  })

  it('stops when asked, leaves no song, and goes on with others', async () => {
    const sound = chirp(96_000, 9_600_000)
    const file = new File([wavFile([sound], 96_000, 'int16')], 'long.wav')
    const kept = await engine.keep('long', file, nothing)
    if (!kept.ok) throw new Error(kept.fault.code)
    const controller = new AbortController()
    const decoded = await engine.decode('long', kept.value, () => controller.abort(), controller.signal)
    expect(decoded).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
    expect(await store.keys(pcmPrefix('long'))).toEqual([])
    const short = new File([wavFile([sound.slice(0, 10)], 96_000, 'int16')], 's.wav')
    expect((await importFile('short', short)).decoded).toMatchObject({ ok: true, value: { frames: 5 } })
  })

  it('answers engine-crashed or engine-hung when its worker dies or says nothing', async () => {
    const url = (code: string) => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
    const dead = new ImportEngine(usualPatience, () => new Worker(url('throw new Error("boom")')))
    const mute = new ImportEngine(
      () => 50,
      () => new Worker(url('')),
    )
    const file = new File(['abc'], 'a.wav')
    expect(await dead.keep('x', file, nothing)).toMatchObject({ fault: { code: 'engine-crashed' } })
    expect(await mute.keep('x', file, nothing)).toMatchObject({ fault: { code: 'engine-hung' } })
  })
})

it('a worker that ends without a word is told of at once, and the next call has another', async () => {
  const started: Worker[] = []
  const own = new ImportEngine(usualPatience, () => {
    const worker = startWorker(workerUrl)
    started.push(worker)
    return worker
  })
  const sound = chirp(96_000, 9_600_000)
  const kept = await own.keep('ended', new File([wavFile([sound], 96_000, 'int16')], 'long.wav'), nothing)
  if (!kept.ok) throw new Error(kept.fault.code)
  // As the browser ends it, past what the page does when it wants that.
  const end = () => started[0] && Worker.prototype.terminate.call(started[0])
  const decoded = await own.decode('ended', kept.value, end)
  expect(decoded).toMatchObject({ ok: false, fault: { code: 'engine-crashed' } })
  const short = new File([wavFile([sound.slice(0, 10)], 96_000, 'int16')], 's.wav')
  expect(await own.keep('after', short, nothing)).toMatchObject({ ok: true })
  expect(started).toHaveLength(2)
  own.close()
  for (const id of ['ended', 'after']) await store.removeAll(`track/${id}/`)
})

it('a worker that ends as soon as it has answered is told of too', async () => {
  const worker = startWorker(workerUrl)
  const told = new Promise<string>((resolve) =>
    worker.addEventListener('error', (event) => resolve(event.message)),
  )
  await wrap<ImportWorker>(worker).stop('no such song')
  Worker.prototype.terminate.call(worker)
  expect(await told).toBe('the worker ended')
})
