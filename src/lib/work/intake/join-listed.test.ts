import { beforeEach, describe, expect, it } from 'vitest'
import type { Track } from '#lib/core/domain/track.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import { joinByHand, likelyOf, splitAgain, surely } from './join-listed.ts'

/** `Title | Artist | seconds` of a file that was added. */
function file(text: string, more: Partial<Track> = {}): Track {
  const [title = '', artist = '', seconds] = text.split(' | ')
  return trackOf('f', { title, artist, durationS: Number(seconds), genre: 'house', ...more })
}

/** The same of a song that is only listed. */
function listed(id: string, text: string, more: Partial<Track> = {}): Track {
  const [title = '', artist = '', seconds] = text.split(' | ')
  const durationMs = seconds ? Number(seconds) * 1000 : null
  const row = { state: 'listed', file: null, pcm: null, sourceKey: `list:${id}` } as const
  return trackOf(id, {
    ...row,
    title,
    artist,
    durationMs,
    durationS: durationMs && durationMs / 1000,
    ...more,
  })
}

const OMT = 'One More Time | Daft Punk | 320'

describe('a file found later', () => {
  it.each<[what: string, file: string, listed: string[], which: number | null]>([
    [
      'is surely the song of its names and length',
      OMT,
      ['One more time (feat. Romanthony) | Daft Punk | 322'],
      0,
    ],
    ['is not, where the length is another', 'One More Time | Daft Punk | 480', [OMT], null],
    ['is not, where no length is stated', OMT, ['One More Time | Daft Punk'], null],
    ['is not, where one of them is a concert', 'One More Time (Live) | Daft Punk | 320', [OMT], null],
    ['is none of two that are alike', 'Intro | X | 60', ['Intro | X | 60', 'Intro | X | 61'], null],
    ['is the better of two', 'Song | X | 60', ['Song (Live) | X | 60', 'Song | X | 60'], 1],
  ])('%s', (_, track, all, which) => {
    const songs = all.map((text, i) => listed(`l${i}`, text))
    expect(surely(likelyOf(file(track), songs))?.id ?? null).toBe(which === null ? null : `l${which}`)
  })

  it('is none that has its audio, and may be worth a question', () => {
    const ready = trackOf('a', { title: 'One More Time', artist: 'Daft Punk', durationS: 320 })
    expect(likelyOf(file(OMT), [ready])).toEqual([])
    const asked = likelyOf(file(OMT), [
      listed('a', 'One More Time | Daft Punk'),
      listed('b', 'Else | Nobody | 320'),
    ])
    expect(asked.map((one) => one.listed.id)).toEqual(['a'])
  })
})

describe('joined', () => {
  let rows = new MemoryRows()
  const before = [
    file('one more time |  | 320', { album: 'x' }),
    listed('a', OMT, { isrc: 'GBDUW0000053', albumId: 'album' }),
  ]
  beforeEach(async () => {
    rows = new MemoryRows()
    await rows.write(ALL_TABLES, async (at) => {
      for (const track of before) await at.tracks.put(track)
      await at.albumTracks.put({ id: 'p', albumId: 'album', trackId: 'a', position: 3 })
      const wish = { kind: 'download', trackId: 'a', quality: 'high', batchId: null } as const
      await at.jobs.put(newJob('j', wish, 1))
    })
  })
  const all = () =>
    rows.read(ALL_TABLES, async (at) => ({
      tracks: await at.tracks.all(),
      places: await at.albumTracks.all(),
      jobs: await at.jobs.all(),
    }))

  it('they are one: the audio of the file, the names, key, facts and places of the list', async () => {
    await joinByHand(rows, 'f', 'a')
    const { tracks, places, jobs } = await all()
    expect(tracks).toHaveLength(1)
    expect(tracks[0]).toMatchObject({
      ...{
        id: 'f',
        sourceKey: 'list:a',
        title: 'One More Time',
        artist: 'Daft Punk',
        album: 'x',
        genre: 'house',
      },
      ...{ isrc: 'GBDUW0000053', albumId: 'album', state: 'ready', durationS: 320 },
    })
    expect(places).toMatchObject([{ trackId: 'f', position: 3 }])
    expect(jobs).toEqual([])
  })

  it('they are two again when that is taken back', async () => {
    const done = await joinByHand(rows, 'f', 'a')
    if (!done) throw new Error('not joined')
    await splitAgain(rows, done)
    const { tracks, places } = await all()
    expect(tracks.toSorted((a, b) => (a.id < b.id ? 1 : -1))).toEqual(before)
    expect(places).toMatchObject([{ trackId: 'a' }])
  })

  it('they are not, when one has gone or has its audio', async () => {
    expect(await joinByHand(rows, 'gone', 'a')).toBeNull()
    expect(await joinByHand(rows, 'a', 'f')).toBeNull()
  })
})
