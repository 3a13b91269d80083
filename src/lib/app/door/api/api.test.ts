import { describe, expect, it } from 'vitest'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryDisk, MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { answerQuestion, type ApiNeeds } from './api.ts'

const words = { phase: (phase: string) => phase, fault: (why: { code: string }) => `Sorry: ${why.code}` }
const YOUTUBE = 'https://youtu.be/dQw4w9WgXcQ'

function world(change: Partial<ApiNeeds> = {}, sfa: Partial<ApiNeeds['sfa']> = {}) {
  const rows = new MemoryRows(new MemoryDisk())
  const asked: unknown[] = []
  const noting =
    (name: string, answer: string) =>
    async (...args: unknown[]) => {
      asked.push([name, ...args])
      return answer
    }
  const needs: ApiNeeds = {
    sfa: {
      add: async () => ({ trackIds: [], jobIds: [] }),
      download: noting('download', 'd'),
      separate: noting('separate', 's'),
      analyse: noting('analyse', 'a'),
      analysis: async () => ({ tempo: 120 }),
      models: async () => [],
      watch: () => () => undefined,
      ...sfa,
    },
    meta: async () => failed(fault('proxy-missing')),
    ...{ rows, words, progress: { all: new Map() } },
    ...change,
  }
  const post = (path: string, body: unknown) =>
    answerQuestion(needs, { type: 'sfa:api', method: 'POST', path, body })
  const get = (path: string) => answerQuestion(needs, { type: 'sfa:api', method: 'GET', path, body: null })
  const put = (job: Job) => rows.write(['jobs'], ({ jobs }) => jobs.put(job))
  return { rows, asked, post, get, put }
}

describe('the addresses of the older server', () => {
  it('start work and answer with its job', async () => {
    const { post, asked } = world()
    expect(await post('/api/processing/separate', { track_id: 't', model: 'htdemucs' })).toEqual({
      status: 202,
      body: { job_id: 's', track_id: 't', status: 'queued' },
    })
    await post('/api/analysis/analyze', { track_id: 't', features: ['tempo', 'key'] })
    await post('/api/analysis/analyze', { track_id: 't', features: ['all'] })
    await post('/api/download/track', { track_id: 't', quality: 'low' })
    expect(asked).toEqual([
      ['separate', 't', { model: 'htdemucs' }],
      ['analyse', 't', { features: ['tempo', 'key'] }],
      ['analyse', 't', {}],
      ['download', 't', 'low'],
    ])
  })

  it('say what a link names, in the names of the older server, and write nothing', async () => {
    const found = {
      ...{
        title: 'Low Tide',
        artist: 'Lanterns',
        album: null,
        coverUrl: null,
        duration: 12,
        durationMs: 12_000,
      },
      ...{
        isrc: null,
        releaseDate: null,
        spotifyId: null,
        spotifyUrl: null,
        source: 'youtube',
        sourceConfidence: 0.4,
      },
    }
    const answer = { ok: true, kind: 'track', items: [found], total: 1, truncated: false, collection: null }
    const { post, rows } = world({ meta: async () => done(answer as never) })
    expect(await post('/api/spotify/fetch', { url: YOUTUBE })).toMatchObject({
      status: 200,
      body: { kind: 'track', total: 1, tracks: [{ title: 'Low Tide', duration: 12, spotify_id: null }] },
    })
    expect(await rows.read(['tracks'], ({ tracks }) => tracks.all())).toEqual([])
  })

  it('look a link up before its sound is asked for, and know the song that was here already', async () => {
    const { post, rows, asked } = world(
      {},
      {
        add: async () => ({ trackIds: ['placeholder'], jobIds: ['look'] }),
        watch: (_, tell) => {
          const look = { state: 'done', fault: null }
          void rows
            .write(['tracks'], ({ tracks }) =>
              tracks.put(trackOf('here', { sourceKey: 'youtube:dQw4w9WgXcQ' })),
            )
            .then(() => tell(look as never, {} as never))
          return () => undefined
        },
      },
    )
    expect(await post('/api/download/track', { url: YOUTUBE })).toMatchObject({ body: { track_id: 'here' } })
    expect(asked).toEqual([['download', 'here', undefined]])
  })

  it('tell of a job under its own room, with what it has made', async () => {
    const { get, put, rows } = world()
    const wish = {
      kind: 'separate',
      trackId: 't',
      separationId: 'x',
      modelId: 'htdemucs',
      region: null,
    } as const
    await put({ ...newJob('s', wish, 0), state: 'running', fraction: 0.45 })
    expect(await get('/api/processing/job/s')).toMatchObject({
      status: 200,
      body: { job_id: 's', status: 'processing', progress: 45 },
    })
    expect(await get('/api/download/job/s')).toMatchObject({ status: 404 })
    await put({ ...newJob('s', wish, 0), state: 'done', fraction: 1, endedAt: 1 })
    await rows.write(['separations'], ({ separations }) => separations.put(separationOf('x', 't')))
    expect(await get('/api/processing/job/s')).toMatchObject({
      body: { status: 'completed', progress: 100, stems: { bass: '/files/t/bass.wav?separation=x' } },
    })
    await put({
      ...newJob('a', { kind: 'analyse', trackId: 't', source: 'mix', mode: 'full', features: [] }, 0),
      ...{ state: 'done', endedAt: 1 },
    })
    expect(await get('/api/analysis/job/a')).toMatchObject({ body: { results: { tempo: 120 } } })
    await put({
      ...newJob('d', { kind: 'download', trackId: 't', quality: 'high', batchId: null }, 0),
      ...{ state: 'done', endedAt: 1 },
    })
    await rows.write(['tracks'], ({ tracks }) => tracks.put(trackOf('t')))
    expect(await get('/api/download/job/d')).toMatchObject({
      body: { output_path: '/files/t/original.wav', file_size: 1_764_044 },
    })
  })

  it('refuse what they cannot read, at once and with the reason', async () => {
    const { post, get, asked } = world()
    const bad = [
      ['/api/spotify/fetch', { url: 'https://tidal.com/browse/track/1' }],
      ['/api/spotify/fetch', null],
      ['/api/download/track', {}],
      ['/api/download/track', { url: 'https://open.spotify.com/album/6JWc4iAiJ9FjyK0B59ABb4' }],
      ['/api/download/track', { track_id: 't', quality: 'best' }],
      ['/api/processing/separate', { track_id: 7 }],
      ['/api/analysis/analyze', { track_id: 't', features: ['magic'] }],
    ] as const
    for (const [path, body] of bad) expect(await post(path, body)).toMatchObject({ status: 400 })
    for (const path of ['/api/nothing', '/api/download/job/', '/api/download/job/x/y', '/api/download/job/x'])
      expect(await get(path)).toMatchObject({ status: 404 })
    expect(asked).toEqual([])
  })

  it('tell a fault by its code, its sentence, and when to come back', async () => {
    const { post } = world(
      { meta: async () => failed(fault('source-limit', { retryAfterMs: 2_500 })) },
      { separate: () => Promise.reject(new FaultError(fault('track-gone'))) },
    )
    expect(await post('/api/processing/separate', { track_id: 't' })).toEqual({
      status: 404,
      body: { error: 'track-gone', message: 'Sorry: track-gone', retry: 'never' },
    })
    expect(await post('/api/spotify/fetch', { url: YOUTUBE })).toMatchObject({
      status: 429,
      body: { retry_after: 3 },
    })
  })
})
