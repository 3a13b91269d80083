import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseBuffer } from 'music-metadata'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportPrefix, pcmKey } from '#lib/core/domain/keys.ts'
import { UNITY } from '#lib/core/domain/mix.ts'
import { PLAIN, type AudioFormat, type Processing } from '#lib/core/domain/recipe.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { noiseFrom } from '#lib/core/dsp/wav.ts'
import { FORMATS, rateIn } from '#lib/core/exports/formats.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { decodeByFfmpeg, hasFfmpeg, loudnessByFfmpeg, tagsByFfprobe } from '#tests/support/ffmpeg.ts'
import type { FileTags, RenderOrder } from './contract.ts'
import { preview } from './preview.ts'
import { Findings, render } from './render.ts'

const RATE = 44_100
const FRAMES = 2 * RATE + 1234
const blobs = new MemoryBlobs()
const folder = mkdtempSync(join(tmpdir(), 'render-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A tone and noise with beats in it, after half a second of silence. */
const SOUND = (() => {
  const random = noiseFrom(3)
  const side = (hz: number) =>
    Float32Array.from({ length: FRAMES }, (_, i) => {
      if (i < RATE / 4 || i > FRAMES - RATE / 4) return 0
      const beat = Math.exp((-8 * (i % 11_025)) / RATE)
      return 0.5 * beat * Math.sin((2 * Math.PI * hz * i) / RATE) + 0.1 * beat * (random() - 0.5)
    })
  return [side(440), side(660)] as const
})()

const COVER = 'track/t/cover'
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...new Uint8Array(100)])
const TAGS: FileTags = {
  ...{
    title: 'Höhe 夜 🎧',
    artist: 'Ärzte & Søn',
    album: 'Альбом',
    albumArtist: 'V.A.',
    genre: 'Drum & Bass',
  },
  ...{ year: 1997, trackNumber: 7, discNumber: 2, bpm: 173.9, key: 'F#m', comment: 'vocals, made of a file' },
  ...{ stem: 'vocals', source: 'Höhe.mp3', model: 'htdemucs', replayGain: true, cover: COVER },
}

beforeAll(async () => {
  for (let at = 0; at < FRAMES;) {
    const piece = pcmPieceAt(FRAMES, at)
    if (!piece) break
    const part = (side: Float32Array) => side.subarray(piece.start, piece.start + piece.frames)
    await blobs.put([{ key: pcmKey('t', piece.id), bytes: bytesOf(part(SOUND[0]), part(SOUND[1])) }])
    at += piece.frames
  }
  await blobs.put([{ key: COVER, bytes: new Blob([PNG], { type: 'image/png' }) }])
})

const lane = {
  lane: 'mix' as const,
  trackId: 't',
  separationId: null,
  frames: FRAMES,
  settings: { ...UNITY },
}
const song = { lanes: [lane], master: 1 }

async function made(format: AudioFormat, processing: Partial<Processing> = {}, rate = RATE) {
  const order: RenderOrder = {
    ...{ id: `x-${format}`, sound: song, format, tags: TAGS },
    work: {
      ...{ song, range: null, bars: [], rate: rateIn(format, rate) },
      processing: { ...PLAIN, ...processing },
    },
  }
  const result = await render(
    { blobs, findings: new Findings(), now: () => performance.now() },
    order,
    () => undefined,
  )
  const parts = []
  for (const key of await blobs.keys(exportPrefix(order.id)))
    parts.push((await blobs.get(key)) ?? new Uint8Array())
  const bytes = Buffer.concat(parts)
  expect(bytes.length).toBe(result.bytes)
  const path = join(folder, `${format}.${FORMATS[format].ending}`)
  writeFileSync(path, bytes)
  return { ...result, bytes, path }
}

const kept = new Map<AudioFormat, ReturnType<typeof made>>()
/** As it comes, made once for all that look at it. */
function plain(format: AudioFormat): ReturnType<typeof made> {
  const file = kept.get(format) ?? made(format)
  kept.set(format, file)
  return file
}

/** Energy of the difference beside that of the sound, in dB, where `got` begins `shift` frames late. */
function nullDb(got: Float32Array, wanted: Float32Array, shift = 0): number {
  let rest = 0
  let whole = 0
  for (let i = 1000; i < wanted.length - 1000; i++) {
    const want = wanted[i] ?? 0
    rest += (want - (got[i + shift] ?? 0)) ** 2
    whole += want ** 2
  }
  return 10 * Math.log10(rest / whole + 1e-30)
}

/** Formats that Node can write; Opus needs a browser, V0 a worker for ffmpeg. */
const HERE = ['wav16', 'flac24', 'mp3-320', 'aac-256'] as const

describe.each(HERE)('%s', (format) => {
  test('tells its tags to a reader that is not ours', async () => {
    const { bytes } = await plain(format)
    const { common, native, format: facts } = await parseBuffer(bytes, { mimeType: FORMATS[format].mime })
    expect(common).toMatchObject({
      ...{ title: TAGS.title, artist: TAGS.artist, album: TAGS.album, albumartist: TAGS.albumArtist },
      ...{ year: 1997, genre: ['Drum & Bass'], bpm: 174 },
    })
    expect(JSON.stringify(native)).toContain('"F#m"')
    expect(JSON.stringify(native)).toContain('htdemucs')
    expect(common.track.no).toBe(7)
    expect(common.disk.no).toBe(2)
    expect(common.replaygain_track_gain?.dB).toBeDefined()
    expect(JSON.stringify(common.comment)).toContain('made of a file')
    expect(common.picture?.[0]?.format).toBe('image/png')
    expect(common.picture?.[0]?.data.length).toBe(PNG.length)
    expect(facts.sampleRate).toBe(RATE)
    expect(facts.numberOfChannels).toBe(2)
  })

  test.skipIf(!hasFfmpeg)('decodes by ffmpeg to the very frames (needs ffmpeg)', async () => {
    const { path } = await plain(format)
    const got = decodeByFfmpeg(path, RATE)
    if (format !== 'aac-256') expect(got[0].length).toBe(FRAMES)
    const exact = nullDb(got[0], SOUND[0])
    expect(exact).toBeLessThan(FORMATS[format].bits === null ? -15 : -60)
    for (const shift of [-1, 1]) expect(nullDb(got[0], SOUND[0], shift)).toBeGreaterThan(exact)
    const { tags, pictures } = tagsByFfprobe(path)
    expect(tags).toMatchObject({ title: TAGS.title, artist: TAGS.artist, album: TAGS.album })
    expect(pictures).toBe(1)
  })
})

describe('processing', () => {
  test('brings a song to a loudness, and holds its peaks', async () => {
    const level = { kind: 'loudness', lufs: -7 } as const
    const { sound, path } = await made('wav24', { level, ceilingDbtp: -1 })
    expect(sound?.lufs).toBeCloseTo(-7, 0)
    expect(Math.abs((sound?.lufs ?? 0) + 7)).toBeLessThan(0.1)
    expect(sound?.truePeakDbtp).toBeLessThan(-1)
    expect(sound?.limitedDb).toBeGreaterThan(1)
    if (!hasFfmpeg) return
    const other = loudnessByFfmpeg(path)
    expect(Math.abs(other.lufs + 7)).toBeLessThan(0.15)
    expect(other.truePeakDbtp).toBeLessThan(-0.8)
  })

  test('cuts silence at both ends, but for what is to stay', async () => {
    const trim = { thresholdDb: -60, minS: 0.1, padS: 0.01 }
    const { span, sound } = await made('wav16', { trim })
    expect(span.start).toBeGreaterThan(RATE / 4 - 500)
    expect(span.start).toBeLessThan(RATE / 4 + 100)
    expect(sound?.frames).toBe(span.end - span.start)
  })

  test('lets a stretch be heard before and after', async () => {
    const level = { kind: 'gain', db: 6 } as const
    const heard = await preview(
      { blobs, findings: new Findings(), now: () => 0 },
      {
        ...{ sound: song, part: { start: RATE, end: RATE + 4410 } },
        work: { ...{ song, range: null, bars: [], rate: RATE }, processing: { ...PLAIN, level } },
      },
      () => undefined,
    )
    expect(heard.before[0]).toEqual(SOUND[0].slice(RATE, RATE + 4410))
    expect(heard.after[0].length).toBe(4410)
    const gain = (heard.after[0][500] ?? 0) / (heard.before[0][500] ?? 1)
    expect(20 * Math.log10(gain)).toBeCloseTo(6, 3)
  })

  test('changes the rate, and begins where it began', async () => {
    const { path, sound } = await made('wav24', {}, 48_000)
    expect(sound?.frames).toBe(Math.round((FRAMES * 48_000) / RATE))
    if (hasFfmpeg) expect(nullDb(decodeByFfmpeg(path, RATE)[0], SOUND[0])).toBeLessThan(-30)
  })
})
