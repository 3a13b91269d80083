import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newDownload, type AudioSource, type Download } from '#lib/core/domain/download.ts'
import { originalPrefix } from '#lib/core/domain/keys.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { startProxyServer, type ProxyServer } from '#tests/support/outside/proxy-server.ts'
import { songOf } from '#tests/support/outside/song.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { describeFile } from '#workers/audio/describe.ts'
import { PIECE_BYTES } from '../downloads/pieces.ts'
import { writeSettings } from '../settings-rows.ts'
import { downloadTask } from './download-track.ts'

let server: ProxyServer

let rows: MemoryRows
let blobs: MemoryBlobs
// A proxy of its own for each: it remembers who asked for patience.
beforeEach(async () => {
  server = await startProxyServer()
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
})
afterEach(() => server.close())

const [LOW_TIDE] = HARBOUR.tracks
if (!LOW_TIDE) throw new Error('the pretended world has lost its songs')
const SONG = songOf(LOW_TIDE)
const SHA = createHash('sha256').update(SONG).digest('hex')
const FILE = 'https://files.example.com/song-1.wav'

async function list(more: Partial<Track> = {}, sources: AudioSource[] = ['audius']): Promise<void> {
  const track: Track = {
    ...NO_TEXT,
    ...NO_FACTS,
    id: 't',
    sourceKey: 'list:t',
    state: 'listed',
    title: LOW_TIDE?.title ?? '',
    artist: LOW_TIDE?.artist ?? '',
    durationMs: LOW_TIDE?.durationMs ?? 0,
    fault: null,
    file: null,
    audio: null,
    pcm: null,
    durationS: null,
    hasCover: false,
    addedAt: 0,
    edited: [],
    ...more,
  }
  await rows.write(ALL_TABLES, async (tables) => {
    await tables.tracks.put(track)
    await writeSettings(tables, { audioOrder: sources })
  })
}

let ids = 0
const doors = () => ({
  rows,
  blobs,
  proxy: server.client,
  importer: {
    describe: (id: string, file: Parameters<typeof describeFile>[2]) =>
      outcomeOf(() => describeFile(blobs, id, file)),
  },
  now: () => 1_000,
  newId: () => `id-${ids++}`,
})

async function download(job: Partial<Job> = {}, signal = new AbortController().signal) {
  const wish = { kind: 'download', trackId: 't', quality: 'high', batchId: null } as const
  const ticks: { phase: string; fraction: number }[] = []
  const context = taskContext(
    rows,
    { ...newJob('job', wish, 0), ...job },
    { signal, tick: (one) => ticks.push(one) },
  )
  const outcome = await downloadTask(doors()).run(context)
  if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
  return { ...outcome, ticks, code: outcome.ok ? 'ok' : outcome.fault.code }
}

const read = () =>
  rows.read(ALL_TABLES, async (tables) => ({
    track: await tables.tracks.get('t'),
    row: await tables.downloads.get('t'),
    jobs: await tables.jobs.all(),
  }))

const put = (change: Partial<Download>) =>
  rows.write(['downloads'], ({ downloads }) => downloads.put({ ...newDownload('t', 'high', 0), ...change }))

const ranges = () => server.outside.asked.map((question) => question.headers['range']).filter(Boolean)

describe('a download', { timeout: 30_000 }, () => {
  test('of what certainly is the song becomes its file, and is handed on to be prepared', async () => {
    await list()
    expect((await download()).code).toBe('ok')
    const { track, row, jobs } = await read()
    expect(track).toMatchObject({ state: 'arriving', title: 'Low Tide', durationS: 10 })
    expect(track?.file).toMatchObject({
      name: 'The Lanterns - Low Tide.wav',
      bytes: SONG.length,
      sha256: SHA,
    })
    expect(row).toMatchObject({ state: 'done', chosen: { source: 'audius' } })
    expect(row?.record).toMatchObject({ bytes: SONG.length, sha256: SHA, preview: false })
    expect(row?.record?.real).toMatchObject({ lossless: true, sampleRate: 44_100 })
    expect(jobs.map((job) => job.kind)).toContain('prepare')
  })

  test('tells its bytes as they come', async () => {
    await list()
    const { ticks } = await download()
    const bytes = ticks.flatMap((tick) =>
      'bytes' in tick ? [tick.bytes as { done: number; total: number }] : [],
    )
    expect(bytes.at(-1)).toEqual({ done: SONG.length, total: SONG.length })
    expect(ticks.at(-1)?.phase).toBe('checking-download')
  })

  test('that was cut goes on from the bytes on disk, and is the same to the byte', async () => {
    await list({ link: FILE }, ['direct'])
    const at = 'files.example.com'
    server.outside.trouble({ at, fault: { kind: 'cut', after: PIECE_BYTES + 100_000 }, times: 1 })
    expect((await download()).code).toBe('download-cut')
    expect((await blobs.use(originalPrefix('t'))).bytes).toBe(PIECE_BYTES)
    expect((await read()).track?.file).toBeNull()
    expect((await download()).code).toBe('ok')
    expect(ranges()).toContain(`bytes=${PIECE_BYTES}-`)
    expect((await read()).track?.file?.sha256).toBe(SHA)
  })

  test('begins anew where the source has changed meanwhile', async () => {
    await list({ link: FILE }, ['direct'])
    server.outside.trouble({
      at: 'files.example.com',
      fault: { kind: 'cut', after: PIECE_BYTES + 9 },
      times: 1,
    })
    await download()
    await rows.write(['downloads'], ({ downloads }) =>
      downloads.change('t', (row) => ({
        ...row,
        transfer: row.transfer && { ...row.transfer, etag: '"another"' },
      })),
    )
    expect((await download()).code).toBe('ok')
    expect((await read()).track?.file?.sha256).toBe(SHA)
  })

  test('that only comes when asked for patience waits as long as it was told', async () => {
    await list()
    const fault = { kind: 'status', status: 429, headers: { 'retry-after': '7' } } as const
    server.outside.trouble({ at: 'api.audius.co/v1/tracks/au1/stream', fault })
    const outcome = await download()
    expect(outcome).toMatchObject({
      ok: false,
      fault: { code: 'source-limit', retry: 'soon', retryAfterMs: 7000 },
    })
  })

  test('of a page instead of sound is thrown away, and another source is asked', async () => {
    await list({}, ['audius', 'jamendo'])
    server.outside.trouble({ at: 'creatornode2.audius.co', fault: { kind: 'html' } })
    expect((await download()).code).toBe('ok')
    expect((await read()).row?.chosen?.source).toBe('jamendo')
  })

  test('of a page, with nowhere else to go, says so and leaves nothing', async () => {
    await list()
    server.outside.trouble({ at: 'creatornode2.audius.co', fault: { kind: 'html' } })
    expect((await download()).code).toBe('download-not-audio')
    expect(await blobs.keys('')).toEqual([])
    expect((await read()).track?.state).toBe('listed')
  })

  test('is left to a person where nothing certainly is the song', async () => {
    await list({ durationMs: 60_000 })
    expect((await download()).code).toBe('ok')
    const { row, track } = await read()
    expect(row?.state).toBe('asking')
    expect(row?.offers[0]).toMatchObject({ certain: false, deltaMs: -50_000 })
    expect(track?.file).toBeNull()
  })

  test('takes what a person chose, whatever its length', async () => {
    await list({ durationMs: 60_000 })
    await download()
    const [offer] = (await read()).row?.offers ?? []
    if (!offer) throw new Error('no offer')
    await put({ chosen: offer, byHand: true })
    expect((await download()).code).toBe('ok')
    expect((await read()).track?.file?.sha256).toBe(SHA)
  })

  test('of another length than its source said is thrown away', async () => {
    await list({ durationMs: 30_000, link: FILE }, ['direct'])
    expect((await download()).code).toBe('download-length')
    expect((await read()).track?.file).toBeNull()
  })

  test('ends quietly where no source has the song', async () => {
    await list({ title: 'Nobody Knows This', artist: 'Nobody' })
    expect((await download()).code).toBe('ok')
    expect((await read()).row?.state).toBe('nowhere')
  })

  test('stops at once when it is told to, and goes on later', async () => {
    await list({ link: FILE }, ['direct'])
    server.outside.trouble({ at: 'files.example.com', fault: { kind: 'slow', ms: 2_000 }, times: 1 })
    const stop = new AbortController()
    const running = download({}, stop.signal)
    stop.abort('pause')
    expect((await running).code).toBe('cancelled')
    expect((await download()).code).toBe('ok')
  })

  test('waits when the proxy is gone in the middle, and goes on when it is back', async () => {
    await list({ link: FILE }, ['direct'])
    await download({})
    rows = new MemoryRows()
    blobs = new MemoryBlobs()
    await list({ link: FILE }, ['direct'])
    await server.shut()
    const gone = await download()
    await server.open()
    expect(gone).toMatchObject({ ok: false, fault: { retry: 'soon' } })
    expect((await download()).code).toBe('ok')
    expect((await read()).track?.file?.sha256).toBe(SHA)
  })
})
