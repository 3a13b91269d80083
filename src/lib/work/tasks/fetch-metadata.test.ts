import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { foundCoverKey } from '#lib/core/domain/keys.ts'
import type { FetchMetadataWish } from '#lib/core/domain/job.ts'
import { listedTrack } from '#lib/core/catalogue/track-from.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { HARBOUR, PLAYLIST } from '#tests/support/outside/catalogue.ts'
import { startProxyServer, type ProxyServer } from '#tests/support/outside/proxy-server.ts'
import { taskContext } from '#tests/support/task-context.ts'
import { writeSettings } from '../settings-rows.ts'
import { fetchMetadataTask } from './fetch-metadata.ts'

let server: ProxyServer
beforeAll(async () => {
  server = await startProxyServer()
})
afterAll(() => server.close())

let rows: MemoryRows
let blobs: MemoryBlobs
beforeEach(() => {
  server.outside.reset()
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
})

const locks = { together: <R>(_: string, work: () => Promise<R>) => work() }
let ids = 0
const newId = () => `id-${ids++}`

async function look(wish: Partial<FetchMetadataWish> & { link: string }) {
  const full = {
    kind: 'fetch-metadata',
    sourceKey: wish.link,
    trackId: null,
    albumId: null,
    batchId: null,
    ...wish,
  } as const
  const task = fetchMetadataTask({ rows, blobs, locks, proxy: server.client, now: () => 1_000, newId })
  const outcome = await task.run(taskContext(rows, newJob(newId(), full, 0)))
  if (outcome.ok) await rows.write(ALL_TABLES, outcome.value)
  return outcome
}

const read = () =>
  rows.read(ALL_TABLES, async (tables) => ({
    tracks: await tables.tracks.all(),
    albums: await tables.albums.all(),
    places: (await tables.albumTracks.all()).toSorted((a, b) => a.position - b.position),
    wishes: await tables.enrichmentTasks.all(),
    downloads: await tables.downloads.all(),
    jobs: await tables.jobs.all(),
  }))

const ALBUM = `https://open.spotify.com/album/${HARBOUR.id}`

describe('looking a link up', { timeout: 30_000 }, () => {
  test('an album becomes its songs in their order, with a cover each, and what is to follow', async () => {
    expect((await look({ link: ALBUM })).ok).toBe(true)
    const { tracks, albums, places, wishes, downloads, jobs } = await read()
    expect(albums).toMatchObject([
      { kind: 'album', title: 'Glass Harbour', totalTracks: 3, truncated: false },
    ])
    const titles = places.map((place) => tracks.find((track) => track.id === place.trackId)?.title)
    expect(titles).toEqual(HARBOUR.tracks.map((track) => track.title))
    for (const track of tracks) {
      expect(track).toMatchObject({
        state: 'listed',
        album: 'Glass Harbour',
        albumId: albums[0]?.id,
        hasCover: true,
      })
      expect(await blobs.has(foundCoverKey(track.id))).toBe(true)
    }
    expect(wishes.map((row) => row.status)).toEqual(['queued', 'queued', 'queued'])
    expect(downloads.map((row) => row.state)).toEqual(['looking', 'looking', 'looking'])
    expect(jobs.map((job) => job.kind).toSorted()).toEqual(['download', 'download', 'download', 'enrich'])
  })

  test('the same link twice is the same songs', async () => {
    await look({ link: ALBUM })
    const before = await read()
    await look({ link: ALBUM })
    expect(await read()).toEqual(before)
  })

  test('a song of it that was there already is not doubled, and keeps what a person wrote', async () => {
    await look({ link: `https://open.spotify.com/track/${HARBOUR.tracks[0]?.id}` })
    const [first] = (await read()).tracks
    await rows.write(['tracks'], ({ tracks }) =>
      tracks.change(first?.id ?? '', (track) => ({ ...track, title: 'My title', edited: ['title'] })),
    )
    await look({ link: ALBUM })
    const { tracks } = await read()
    expect(tracks).toHaveLength(3)
    expect(tracks.find((track) => track.id === first?.id)?.title).toBe('My title')
  })

  test('the row that stood for the link becomes the song', async () => {
    const link = `https://open.spotify.com/track/${HARBOUR.tracks[1]?.id}`
    const bare = { ...listedTrack('bare', metaOf(link), 5), title: link }
    await rows.write(['tracks'], ({ tracks }) => tracks.put(bare))
    expect((await look({ link, trackId: 'bare' })).ok).toBe(true)
    const { tracks } = await read()
    expect(tracks).toMatchObject([
      { id: 'bare', title: HARBOUR.tracks[1]?.title, isrc: HARBOUR.tracks[1]?.isrc },
    ])
    expect(await blobs.has(foundCoverKey('bare'))).toBe(true)
  })

  test('a placeholder of a link that is an album gives way to its songs', async () => {
    await rows.write(['tracks'], ({ tracks }) => tracks.put(listedTrack('bare', metaOf('short:x'), 5)))
    await look({ link: ALBUM, trackId: 'bare' })
    expect((await read()).tracks.map((track) => track.id)).not.toContain('bare')
  })

  test('a playlist brings its songs and says what it left out', async () => {
    await look({ link: `https://open.spotify.com/playlist/${PLAYLIST.id}` })
    const { albums, tracks } = await read()
    expect(tracks).toHaveLength(PLAYLIST.tracks.length)
    expect(albums).toMatchObject([{ kind: 'playlist', title: PLAYLIST.title }])
    expect(albums[0]?.skipped).toBeGreaterThan(0)
  })

  test('nothing is downloaded by itself where the setting says so', async () => {
    await rows.write(['settings'], (tables) => writeSettings(tables, { autoDownload: false }))
    await look({ link: ALBUM })
    expect((await read()).downloads).toEqual([])
  })

  test('a file somewhere is named by its address, and its sound is asked for', async () => {
    const link = 'https://files.example.com/The%20Lanterns%20-%20Low%20Tide.wav'
    const row = { ...listedTrack('bare', { ...metaOf(link), sourceUrl: link }, 5), title: link.slice(8) }
    await rows.write(['tracks'], ({ tracks }) => tracks.put(row))
    expect((await look({ link, trackId: 'bare' })).ok).toBe(true)
    const { tracks, downloads } = await read()
    expect(tracks).toMatchObject([{ title: 'Low Tide', artist: 'The Lanterns', sourceKey: link }])
    expect(downloads).toHaveLength(1)
  })

  test('a link that nobody knows is a fault, and leaves nothing', async () => {
    const outcome = await look({ link: 'https://open.spotify.com/album/A999999999999999999999' })
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'source-gone' } })
    expect((await read()).tracks).toEqual([])
  })
})

function metaOf(sourceKey: string) {
  const nothing = {
    album: null,
    albumArtist: null,
    coverUrl: null,
    previewUrl: null,
    durationMs: null,
    isrc: null,
    releaseDate: null,
  }
  const more = {
    label: null,
    genre: null,
    trackNumber: null,
    discNumber: null,
    spotifyId: null,
    sourceUrl: null,
  }
  return { title: '', artist: '', sourceKey, ...nothing, ...more }
}
