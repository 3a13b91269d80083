import { beforeEach, expect, it } from 'vitest'
import { originalKey, pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { stemPieceAt } from '#lib/core/dsp/segments.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { sampleSeparation, sampleTrack } from '#tests/support/sample-rows.ts'
import { disposition } from './answer-file.ts'
import { serveFile } from './serve-files.ts'
import type { Song } from './song-rows.ts'

const FRAMES = 300_000
const FILE = Uint8Array.from({ length: 5_000_000 }, (_, i) => i % 251)

let blobs: MemoryBlobs
let song: Song

beforeEach(async () => {
  blobs = new MemoryBlobs()
  const file = { name: 'Ännchen (live).mp3', bytes: FILE.length, sha256: 'ab'.repeat(32), mime: 'audio/mpeg' }
  song = {
    track: sampleTrack('t1', FRAMES, { file, title: 'Ännchen', artist: 'Ens/emble' }),
    separations: [sampleSeparation('s1', 't1', FRAMES)],
  }
  await blobs.put([
    { key: originalKey('t1', 0), bytes: FILE.subarray(0, 4_000_000) },
    { key: originalKey('t1', 1), bytes: FILE.subarray(4_000_000) },
  ])
  for (let at = 0; at < FRAMES;) {
    const piece = stemPieceAt(FRAMES, at)
    if (!piece) break
    const ramp = Float32Array.from({ length: piece.frames }, (_, i) => (at + i) / FRAMES)
    await blobs.put([{ key: stemKey('s1', 'vocals', piece.id), bytes: bytesOf(ramp, ramp) }])
    at += piece.frames
  }
})

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  serveFile(new Request(`https://app.example${path}`, { headers, method }), {
    readSong: async (id) => (id === 't1' ? song : null),
    blobs,
  })
const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

it('the file comes as it was brought, whole or in ranges over its chunks', async () => {
  const whole = await ask('/files/t1/original.mp3')
  expect(whole.status).toBe(200)
  expect(whole.headers.get('content-type')).toBe('audio/mpeg')
  expect(whole.headers.get('content-length')).toBe('5000000')
  expect((await bytes(whole)).equals(Buffer.from(FILE))).toBe(true)
  const part = await ask('/files/t1/original.mp3', { range: 'bytes=3999998-4000001' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe('bytes 3999998-4000001/5000000')
  expect((await bytes(part)).equals(Buffer.from(FILE.slice(3_999_998, 4_000_002)))).toBe(true)
})

it('a stem is a WAV file of which any range can be had', async () => {
  const whole = await bytes(await ask('/files/t1/vocals.wav?bits=32'))
  expect(whole.subarray(8, 12).toString()).toBe('WAVE')
  const data = whole.length - FRAMES * 8
  expect(whole.readFloatLE(data + 8 * 257_990)).toBeCloseTo(257_990 / FRAMES, 6)
  const tail = await ask('/files/t1/vocals.wav?bits=32', { range: 'bytes=-1000' })
  expect((await bytes(tail)).equals(whole.subarray(-1000))).toBe(true)
})

it('a part of a song that was separated is a file of that part', async () => {
  song.separations = [{ ...sampleSeparation('s1', 't1', FRAMES), region: { start: 1000, end: 3000 } }]
  const file = await bytes(await ask('/files/t1/vocals.wav?bits=32'))
  expect(file.readFloatLE(file.length - 2000 * 8)).toBeCloseTo(1000 / FRAMES, 6)
})

it('the whole song is there as soon as it is decoded', async () => {
  const piece = pcmPieceAt(FRAMES, 0)
  const silence = new Float32Array(piece?.frames ?? 0)
  await blobs.put([{ key: pcmKey('t1', piece?.id ?? ''), bytes: bytesOf(silence, silence) }])
  const answer = await ask('/files/t1/mix.wav', { range: 'bytes=0-99' })
  expect(answer.status).toBe(206)
  expect((await bytes(answer)).length).toBe(100)
})

it('what the asker holds is not sent again, and a range of other bytes becomes all of it', async () => {
  const etag = (await ask('/files/t1/original.mp3', {}, 'HEAD')).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]+"$/)
  expect((await ask('/files/t1/original.mp3', { 'if-none-match': etag })).status).toBe(304)
  const range = { range: 'bytes=0-9' }
  expect((await ask('/files/t1/original.mp3', { ...range, 'if-range': etag })).status).toBe(206)
  expect((await ask('/files/t1/original.mp3', { ...range, 'if-range': '"other"' })).status).toBe(200)
  expect((await ask('/files/t1/original.mp3', { range: 'bytes=5000000-' })).status).toBe(416)
})

it.each([
  ['an unknown song', '/files/t2/vocals.wav'],
  ['a stem this model has not', '/files/t1/piano.wav'],
  ['a separation that is not there', '/files/t1/vocals.wav?separation=s2'],
  ['something that is no part', '/files/t1/passwords.wav'],
])('%s is answered by 404', async (_, path) => {
  expect((await ask(path)).status).toBe(404)
})

it('a separation that is not whole has no files yet', async () => {
  song.separations = [sampleSeparation('s1', 't1', FRAMES, [0])]
  expect((await ask('/files/t1/vocals.wav')).status).toBe(404)
})

it('what cannot be read is answered by 503, what is asked otherwise by 405', async () => {
  await blobs.removeAll('track/')
  expect((await ask('/files/t1/original.mp3')).status).toBe(503)
  expect((await ask('/files/t1/original.mp3', {}, 'PUT')).status).toBe(405)
})

it('names are safe for every file system and for every header', async () => {
  const header = (await ask('/files/t1/vocals.wav?download')).headers.get('content-disposition')
  expect(header).toBe(
    `attachment; filename="Ens-emble - _nnchen (vocals).wav"; filename*=UTF-8''Ens-emble%20-%20%C3%84nnchen%20%28vocals%29.wav`,
  )
  expect(disposition('a"b\r\nX: y', false)).toBe(
    `inline; filename="a_b__X: y"; filename*=UTF-8''a%22b%0D%0AX%3A%20y`,
  )
})
