import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newEnrichment, type EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import { foundCoverKey } from '#lib/core/domain/keys.ts'
import { NO_FACTS, NO_TEXT, type Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { startProxyServer, type ProxyServer } from '#tests/support/outside/proxy-server.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { insertEnrichment } from '../enrichment/insert-enrichment.ts'
import type { TaskContext } from '../registry.ts'
import { enrichTask } from './enrich-tracks.ts'

let server: ProxyServer
let rows: MemoryRows
let blobs: MemoryBlobs
beforeEach(async () => {
  server = await startProxyServer()
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
})
afterEach(() => server.close())

const [LOW_TIDE] = HARBOUR.tracks
let ids = 0
const newId = () => `id-${ids++}`

function line(id: string, more: Partial<Track> = {}): Track {
  const bare = { fault: null, file: null, audio: null, pcm: null, durationS: null, hasCover: false }
  const text = { title: 'low tide', artist: 'Lanterns' }
  const own = { id, sourceKey: `list:${id}`, state: 'listed' as const, addedAt: 0, edited: [] }
  return { ...NO_TEXT, ...NO_FACTS, ...bare, ...text, ...own, ...more }
}

const bring = (...tracks: Track[]) =>
  rows.write(ALL_TABLES, async (tables) => {
    for (const track of tracks) await tables.tracks.put(track)
    await insertEnrichment(tables, tracks, { now: 5, newId })
  })

const asJob = () => newJob('job', { kind: 'enrich', nonce: 'n' }, 0)

async function run(more: Partial<TaskContext> = {}) {
  const task = enrichTask({ proxy: server.client, blobs, now: () => 1_000, newId })
  const outcome = await task.run(taskContext(rows, asJob(), more))
  if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
  return outcome.ok ? 'ok' : outcome.fault.code
}

const read = () =>
  rows.read(ALL_TABLES, async (tables) => ({
    tracks: await tables.tracks.all(),
    tasks: await tables.enrichmentTasks.all(),
    jobs: await tables.jobs.all(),
  }))

describe('learning more of a track', { timeout: 30_000 }, () => {
  test('fills what is missing, keeps its wording, and fetches its picture', async () => {
    await bring(line('a'))
    expect(await run()).toBe('ok')
    const { tracks, tasks } = await read()
    expect(tracks[0]).toMatchObject({
      title: 'low tide',
      isrc: LOW_TIDE?.isrc,
      durationMs: 10_000,
      hasCover: true,
    })
    expect(tracks[0]).toMatchObject({
      normalizedTitle: 'low tide',
      normalizedArtist: 'lanterns',
      album: 'Glass Harbour',
    })
    expect(tasks).toMatchObject([{ status: 'done', result: 'enriched', errorMessage: null }])
    expect(await blobs.has(foundCoverKey('a'))).toBe(true)
  })

  test('never writes over what a person has edited, also where they left it empty', async () => {
    await bring(line('a', { album: '', genre: 'Mine', edited: ['album', 'genre'] }))
    await run()
    expect((await read()).tracks[0]).toMatchObject({ album: '', genre: 'Mine' })
  })

  test('takes no recording that is more than ten seconds longer', async () => {
    await bring(line('a', { durationMs: 30_000 }))
    await run()
    const { tracks, tasks } = await read()
    expect(tracks[0]?.isrc).toBeNull()
    expect(tasks[0]).toMatchObject({ status: 'done', result: 'nothing' })
  })

  test('then asks for its sound, once', async () => {
    await bring(line('a'))
    await run()
    await run()
    expect((await read()).jobs.filter((job) => job.kind === 'download')).toHaveLength(1)
  })

  test('goes through all that wait, the oldest first, though one goes wrong', async () => {
    await bring(line('a'), line('b', { title: 'rope and salt' }))
    server.outside.trouble({ at: 'api.spotify.com', fault: { kind: 'status', status: 500 } })
    expect(await run()).toBe('ok')
    expect((await read()).tasks.every((task) => task.status === 'done')).toBe(true)
  })
})

describe('where the page dies, nothing is lost:', { timeout: 30_000 }, () => {
  const waiting = (task: EnrichmentTask | undefined) => task?.status

  test('before anybody looked, the wish and its job are there', async () => {
    await bring(line('a'))
    const { tasks, jobs } = await read()
    expect(waiting(tasks[0])).toBe('queued')
    expect(jobs.map((job) => [job.kind, job.state])).toEqual([['enrich', 'queued']])
  })

  test('when a task was taken up, the next run takes it again', async () => {
    await bring(line('a'))
    await rows.write(['enrichmentTasks'], async ({ enrichmentTasks }) => {
      for (const row of await enrichmentTasks.all()) await enrichmentTasks.put({ ...row, status: 'running' })
    })
    await run()
    expect((await read()).tasks[0]?.status).toBe('done')
  })

  test('while the catalogues are asked, the wish waits and the track is as it was', async () => {
    await bring(line('a'))
    const before = (await read()).tracks
    const stop = new AbortController()
    server.outside.trouble({ at: '', fault: { kind: 'slow', ms: 1_000 } })
    const running = run({ signal: stop.signal })
    stop.abort('lost')
    expect(await running).toBe('cancelled')
    expect((await read()).tracks).toEqual(before)
    server.outside.reset()
    await run()
    expect((await read()).tasks[0]?.status).toBe('done')
  })

  test('with the picture kept and the rows not yet written, the next run writes them', async () => {
    await bring(line('a'))
    let left = 2
    const commit: TaskContext['commit'] = (work) =>
      left-- > 0 ? rows.write(ALL_TABLES, work) : Promise.reject(new Error('the page died'))
    await expect(run({ commit })).rejects.toThrow('the page died')
    expect((await read()).tracks[0]?.isrc).toBeNull()
    expect((await read()).tasks[0]?.status).toBe('running')
    await run()
    expect((await read()).tracks[0]).toMatchObject({ isrc: LOW_TIDE?.isrc, hasCover: true })
  })

  test('after the rows were written, nothing is asked again', async () => {
    await bring(line('a'))
    await run()
    server.outside.reset()
    await run()
    expect(server.outside.asked).toEqual([])
  })

  test('without a proxy the wishes wait, and the run says why', async () => {
    await bring(line('a'))
    await server.shut()
    expect(await run()).toBe('proxy-missing')
    await server.open()
    expect((await read()).tasks[0]?.status).toBe('queued')
    expect(await run()).toBe('ok')
  })
})

test('a track that waits already does not wait twice, and one job is enough for all', async () => {
  await bring(line('a'))
  await bring(line('a'), line('b'))
  const { tasks, jobs } = await read()
  expect(tasks.map((task) => task.trackId).toSorted()).toEqual(['a', 'b'])
  expect(jobs).toHaveLength(1)
})

test('a wish whose track is gone goes too', async () => {
  await rows.write(['enrichmentTasks'], ({ enrichmentTasks }) =>
    enrichmentTasks.put(newEnrichment('e', { id: 'gone', albumId: null }, 0)),
  )
  await run()
  expect((await read()).tasks).toEqual([])
})
