import { beforeEach, describe, expect, it } from 'vitest'
import { planOf } from '#lib/core/intake/plan.ts'
import { wishOf } from '#lib/core/intake/wish.ts'
import { readListNow } from '#lib/core/lists/read-list.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { addWish } from './insert-wish.ts'
import { takeBack } from './take-back.ts'

let rows = new MemoryRows()
let made = 0
beforeEach(() => {
  rows = new MemoryRows()
  made = 0
})

const everything = () =>
  rows.read(ALL_TABLES, async (at) => ({
    tracks: (await at.tracks.all()).toSorted((a, b) => b.addedAt - a.addedAt),
    albums: await at.albums.all(),
    places: (await at.albumTracks.all()).toSorted((a, b) => a.position - b.position),
    batches: await at.batches.all(),
    jobs: (await at.jobs.all()).filter((job) => job.kind !== 'enrich'),
    wishes: await at.enrichmentTasks.all(),
  }))

async function add(text: string, file = '') {
  const { tracks, albums } = await everything()
  const wish = wishOf(planOf(readListNow(text, file), { tracks, albums }), 'list')
  return addWish(rows, wish, { now: 1000, newId: () => `id${++made}` })
}

const TABLE =
  'Title,Artist,Album,ISRC,Duration,URI\nA,X,One,USRC17607839,3:00,\nB,X,One,,,spotify:track:abc\n'

describe('what a list writes', () => {
  it('is its tracks without audio, its album, places, batch and the links to look up', async () => {
    await add(TABLE)
    const { tracks, albums, places, batches, jobs, wishes } = await everything()
    expect(tracks.map((track) => [track.title, track.state, track.file, track.sourceKey])).toEqual([
      ['A', 'listed', null, 'list:x/a//'],
      ['B', 'listed', null, 'spotify:track:abc'],
    ])
    expect(tracks[0]).toMatchObject({
      isrc: 'USRC17607839',
      durationMs: 180_000,
      durationS: 180,
      album: 'One',
    })
    expect(albums).toMatchObject([{ title: 'One', artist: 'X', kind: 'album' }])
    expect(places.map((place) => place.trackId)).toEqual(tracks.map((track) => track.id))
    expect(tracks.every((track) => track.albumId === albums[0]?.id)).toBe(true)
    expect(batches).toMatchObject([{ trackIds: tracks.map((track) => track.id) }])
    expect(wishes).toMatchObject([{ trackId: tracks[0]?.id, status: 'queued' }])
    expect(jobs).toMatchObject([{ kind: 'fetch-metadata', trackId: tracks[1]?.id, batchId: batches[0]?.id }])
  })

  it('is the same however often it is added', async () => {
    await add(TABLE)
    const before = await everything()
    const again = await add(TABLE)
    expect([again.trackIds, again.knownIds.length, again.albumIds]).toEqual([[], 2, []])
    expect(await everything()).toEqual(before)
  })

  it('has a song once and its places twice where a list names it twice', async () => {
    await add('Title,Artist\nA,X\nB,X\na,x', 'Mix.csv')
    const { tracks, places } = await everything()
    expect(tracks).toHaveLength(2)
    const ids = tracks.map((track) => track.id)
    expect(places.map((place) => ids.indexOf(place.trackId))).toEqual([0, 1, 0])
  })

  it('gives songs that are here their place and leaves them as they are', async () => {
    await rows.write(['tracks'], (at) => at.tracks.put(trackOf('t', { title: 'A', artist: 'X' })))
    const added = await add('Title,Artist\nA,X\nB,X', 'Mix.csv')
    const { tracks, places } = await everything()
    expect(added.knownIds).toEqual(['t'])
    expect(tracks.find((track) => track.id === 't')).toMatchObject({ state: 'ready', sourceKey: 'sha256:t' })
    expect(places.map((place) => place.trackId)[0]).toBe('t')
  })

  it('of links of many songs is one job each', async () => {
    await add(
      'https://open.spotify.com/album/abc https://spotify.link/xyz\nhttps://open.spotify.com/album/abc',
    )
    const { tracks, jobs } = await everything()
    expect(tracks).toEqual([])
    expect(
      jobs.map((job) => job.wish.kind === 'fetch-metadata' && [job.wish.sourceKey, job.trackId]),
    ).toEqual([
      ['spotify:album:abc', null],
      ['short:spotify.link/xyz', null],
    ])
  })

  it('can be taken back, but for what has its audio by now', async () => {
    const added = await add(TABLE)
    expect(await takeBack(rows, added)).toBe(2)
    expect(await everything()).toEqual({
      tracks: [],
      albums: [],
      places: [],
      batches: [],
      jobs: [],
      wishes: [],
    })
    const second = await add(TABLE)
    const [kept = ''] = second.trackIds
    await rows.write(['tracks'], (at) => at.tracks.change(kept, (track) => ({ ...track, state: 'ready' })))
    expect(await takeBack(rows, second)).toBe(1)
    expect((await everything()).tracks.map((track) => track.id)).toEqual([kept])
  })

  it('is all there or not there at all', async () => {
    const broken = new Proxy(rows, {
      get: (target, name) =>
        name === 'write'
          ? (names: typeof ALL_TABLES, work: Parameters<typeof rows.write>[1]) =>
              target.write(names, async (tables) => {
                await work(tables)
                throw new Error('the page died')
              })
          : Reflect.get(target, name),
    })
    const wish = wishOf(planOf(readListNow(TABLE), { tracks: [], albums: [] }), 'list')
    await expect(addWish(broken, wish, { now: 1, newId: () => `x${++made}` })).rejects.toThrow()
    expect((await everything()).tracks).toEqual([])
  })
})
