import { expect, test } from 'vitest'
import { newDownload, type JudgedOffer } from '#lib/core/domain/download.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { acceptSound, takeOffer } from './ask.ts'

const offer = (src: string): JudgedOffer => ({
  ...{
    source: 'audius',
    src,
    title: 'T',
    artist: null,
    album: null,
    durationMs: null,
    isrc: null,
    from: null,
  },
  ...{ pageUrl: null, licenceUrl: null, claimed: null, bytes: null, prepare: false },
  ...{ score: 1, reasons: [], deltaMs: null, certain: true },
})

const DIFFERS = { verdict: 'differs', score: 0.2, shift: 0, atS: null, comparedAt: 1 } as const

async function world() {
  const rows = new MemoryRows()
  const track = trackOf('t', {
    sourceKey: 'spotify:track:1',
    link: 'https://x/1',
    durationMs: 9000,
    albumId: 'al',
  })
  const record = {
    ...{ finishedAt: 1, tookMs: 1, bytes: 1, sha256: 't', preview: false },
    real: { codec: 'mp3', bitrate: null, lossless: false, sampleRate: null },
  }
  await rows.write(ALL_TABLES, async (at) => {
    await at.tracks.put(track)
    await at.albumTracks.put({ id: 'p', albumId: 'al', trackId: 't', position: 3 })
    await at.downloads.put({
      ...newDownload('t', 'high', 0),
      ...{ state: 'done', offers: [offer('a'), offer('b')], chosen: offer('a'), record, comparison: DIFFERS },
    })
  })
  let ids = 0
  const doors = { rows, now: () => 5, newId: () => `new-${++ids}` }
  const read = () =>
    rows.read(ALL_TABLES, async (at) => ({
      tracks: await at.tracks.all(),
      downloads: await at.downloads.all(),
      places: await at.albumTracks.all(),
      jobs: await at.jobs.all(),
    }))
  return { rows, doors, read, track }
}

test('another match for a song that has the wrong sound leaves that sound as a song of its own', async () => {
  const { doors, read, track } = await world()
  expect(await takeOffer(doors, 't', 'b', false)).not.toBeNull()
  const { tracks, downloads, places, jobs } = await read()
  const listed = tracks.find(({ id }) => id !== 't')
  expect(listed).toMatchObject({
    sourceKey: 'spotify:track:1',
    state: 'listed',
    file: null,
    durationS: 9,
    albumId: 'al',
  })
  expect(tracks.find(({ id }) => id === 't')).toMatchObject({
    ...{
      sourceKey: 'sha256:t',
      state: 'ready',
      file: track.file,
      pcm: track.pcm,
      title: 'Title t',
      link: null,
    },
  })
  expect(places).toEqual([{ id: 'p', albumId: 'al', trackId: listed?.id, position: 3 }])
  expect(downloads.find(({ trackId }) => trackId === 't')).toMatchObject({
    state: 'done',
    comparison: DIFFERS,
  })
  expect(downloads.find(({ trackId }) => trackId === listed?.id)).toMatchObject({
    ...{ state: 'fetching', chosen: { src: 'b' }, refused: ['a'], record: null, comparison: null },
  })
  expect(jobs.map(({ kind, trackId }) => [kind, trackId])).toContainEqual(['download', listed?.id])
})

test('what is here already is not taken again', async () => {
  const { doors, read } = await world()
  expect(await takeOffer(doors, 't', 'a', false)).toBeNull()
  expect((await read()).tracks).toHaveLength(1)
})

test('a person may say that it is right', async () => {
  const { doors, read } = await world()
  await acceptSound(doors, 't')
  expect((await read()).downloads).toMatchObject([{ comparison: { verdict: 'accepted', score: 0.2 } }])
})
