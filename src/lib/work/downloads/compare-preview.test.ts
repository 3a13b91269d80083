import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newDownload, type Comparison, type Download } from '#lib/core/domain/download.ts'
import { originalKey, previewOf, trackPrefix } from '#lib/core/domain/keys.ts'
import type { JobWish } from '#lib/core/domain/job.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import type { SourceFile, Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { openKept, readerOfBlob } from '#lib/platform/blobs/kept-file.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { HARBOUR, type FakeTrack } from '#tests/support/outside/catalogue.ts'
import { startProxyServer, type ProxyServer } from '#tests/support/outside/proxy-server.ts'
import { songOf } from '#tests/support/outside/song.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { compareSounds } from '#workers/analysis/compare-sounds.ts'
import { LONG_FRAME } from '#workers/analysis/ear.ts'
import { openPcm } from '#workers/audio/pcm-sound.ts'
import { SongWriter } from '#workers/audio/song-writer.ts'
import { openFft } from '#workers/kit/pffft.ts'
import { comparePreview } from './compare-preview.ts'

const [LOW_TIDE, , ROPE] = HARBOUR.tracks
if (!LOW_TIDE || !ROPE) throw new Error('the pretended world has lost its songs')
/** Deezer's of Low Tide. */
const OWN = 'https://cdnt-preview.dzcdn.net/api/1/1.mp3'

let server: ProxyServer
let rows: MemoryRows
let blobs: MemoryBlobs
beforeEach(async () => {
  server = await startProxyServer()
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
})
afterEach(() => server.close())

async function decode(id: string, file: SourceFile) {
  const blob = await openKept(blobs, id, file)
  const sound = await openPcm(readerOfBlob(blob), blob.size)
  if (!sound) throw new TypeError('no WAV')
  const writer = new SongWriter(blobs, id, sound.rate)
  for await (const [left, right] of sound.blocks()) if (left && right) await writer.add(left, right)
  return writer.finish()
}

/** What was downloaded for `wanted` has the sound of `sounding`. */
async function have(
  wanted: FakeTrack,
  sounding: FakeTrack,
  more: Partial<Track> = {},
  row: Partial<Download> = {},
) {
  const bytes = songOf(sounding)
  const file = { name: 'song.wav', bytes: bytes.length, sha256: 'sha', mime: 'audio/wav' }
  await blobs.put([{ key: originalKey('t', 0), bytes }])
  const pcm = await decode('t', file)
  const { title, artist, durationMs } = wanted
  const real = { codec: 'wav', bitrate: null, lossless: true, sampleRate: 44_100 }
  const record = { finishedAt: 1, tookMs: 1, bytes: bytes.length, sha256: 'sha', real, preview: false }
  await rows.write(['tracks', 'downloads'], async (tables) => {
    await tables.tracks.put(
      trackOf('t', { title, artist, durationMs, file, pcm, sourceKey: 'list:t', ...more }),
    )
    await tables.downloads.put({ ...newDownload('t', 'high', 0), state: 'done', record, ...row })
  })
}

async function compare(signal = new AbortController().signal): Promise<Comparison | null> {
  const long = await openFft(LONG_FRAME)
  const doors = {
    blobs,
    proxy: server.client,
    importer: { decode: (id: string, file: SourceFile) => outcomeOf(() => decode(id, file)) },
    engine: {
      compare: (order: Parameters<typeof compareSounds>[1]) =>
        outcomeOf(() => compareSounds(blobs, order, long, () => undefined)),
    },
    now: () => 9,
  }
  const wish: JobWish = { kind: 'analyse', trackId: 't', source: 'mix', features: [], mode: 'quick' }
  return comparePreview(doors, taskContext(rows, newJob('j', wish, 0), { signal }), 't')
}

const asked = () => server.outside.asked.map(({ host }) => host)

describe('a download beside its preview', { timeout: 60_000 }, () => {
  test('agrees where it is the song, by the address that is known', async () => {
    await have(LOW_TIDE, LOW_TIDE, { previewUrl: OWN })
    expect(await compare()).toMatchObject({ verdict: 'agrees', comparedAt: 9 })
    expect(asked()).toEqual(['cdnt-preview.dzcdn.net'])
    expect(await blobs.keys(trackPrefix(previewOf('t')))).toEqual([])
  })

  test('differs where another song came', async () => {
    await have(LOW_TIDE, ROPE, { previewUrl: OWN })
    expect(await compare()).toMatchObject({ verdict: 'differs' })
  })

  test('is told by a preview that is looked for, where none is known or the known one has expired', async () => {
    await have(LOW_TIDE, LOW_TIDE, { previewUrl: 'https://cdnt-preview.dzcdn.net/api/1/expired.mp3' })
    expect(await compare()).toMatchObject({ verdict: 'agrees' })
    await have(LOW_TIDE, LOW_TIDE)
    expect(await compare()).toMatchObject({ verdict: 'agrees' })
  })

  test.each([
    { kind: 'status', status: 403 } as const,
    { kind: 'html' } as const,
    { kind: 'cut', after: 100_000 } as const,
    { kind: 'reset' } as const,
  ])('that meets %o cannot be told, and nothing fails or stays', async (fault) => {
    await have(LOW_TIDE, LOW_TIDE, { previewUrl: OWN })
    server.outside.trouble({ at: 'cdnt-preview.dzcdn.net', fault })
    expect(await compare()).toMatchObject({ verdict: 'untold', score: null })
    expect(await blobs.keys(trackPrefix(previewOf('t')))).toEqual([])
  })

  test('is left alone where it was told before, is a preview itself, or is another file by now', async () => {
    const told = { verdict: 'accepted', score: 0.1, shift: 0, atS: null, comparedAt: 1 } as const
    await have(LOW_TIDE, ROPE, { previewUrl: OWN }, { comparison: told })
    expect(await compare()).toBeNull()
    await have(LOW_TIDE, ROPE, { previewUrl: OWN }, { state: 'asking' })
    expect(await compare()).toBeNull()
    expect(asked()).toEqual([])
  })

  test('is not told by a run that was stopped', async () => {
    await have(LOW_TIDE, LOW_TIDE, { previewUrl: OWN })
    expect(await compare(AbortSignal.abort('cancel'))).toBeNull()
    expect(await blobs.keys(trackPrefix(previewOf('t')))).toEqual([])
  })
})
