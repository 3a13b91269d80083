import { describe, expect, it } from 'vitest'
import type { Album } from '../domain/album.ts'
import { readListNow } from '../lists/read-list.ts'
import { trackOf } from '#tests/support/rows-of.ts'
import * as change from './change-plan.ts'
import { knownIn } from './known.ts'
import { planOf, regroup, type Plan } from './plan.ts'

const album = (id: string, title: string, artist: string, kind: Album['kind'] = 'album'): Album => ({
  ...{ id, kind, title, artist, sourceKey: null, link: null, releaseDate: null },
  ...{ coverUrl: null, totalTracks: null, truncated: false, skipped: 0, addedAt: 1 },
})
const ALBUMS = [album('a1', 'Discovery', 'Daft Punk'), album('a2', 'Summer', '', 'playlist')]
const TRACKS = [
  trackOf('t1', { title: 'Aerodynamic', artist: 'Daft Punk', durationS: 212 }),
  trackOf('t2', { sourceKey: 'spotify:track:abc', title: 'X', artist: 'Y' }),
  trackOf('t3', { isrc: 'GBDUW0000053', title: 'One More Time', artist: 'Daft Punk' }),
]
const shelf = { tracks: TRACKS, albums: ALBUMS }
const known = knownIn(TRACKS)
const plan = (text: string, file = '') => planOf(readListNow(text, file), shelf)
const shape = ({ rows, buckets }: Plan) =>
  buckets.map((one) => [
    one.title,
    one.rowIds.map((id) => rows.find((row) => row.id === id)?.row.title).join(' '),
  ])

const TABLE = 'Title,Artist,Album\nA,X,One\nB,X,One\nC,X,One\nD,X,One\nE,X,Two\nF,X,Two\nG,X,Two\nH,X,Two'

describe('a plan', () => {
  it('knows what is in the library by key, ISRC and names', () => {
    const { rows } = plan(
      'Title,Artist,ISRC,URI,Duration\n1,2,,spotify:track:abc,\nOther,Z,GBDUW0000053,,\naerodynamic,DAFT PUNK,,,3:30\nAerodynamic,Daft Punk,,,9:00\nAerodynamic (Live),Daft Punk,,,3:32',
    )
    expect(rows.map((row) => row.knownId)).toEqual(['t2', 't3', 't1', null, null])
  })

  it('puts songs of few albums into those, and a list into one', () => {
    expect(shape(plan(TABLE))).toEqual([
      ['One', 'A B C D'],
      ['Two', 'E F G H'],
    ])
    expect(shape(plan('Title,Artist\nA,X\nB,Y', 'Road trip.csv'))).toEqual([['Road trip', 'A B']])
    expect(plan('X - A\nY - B').buckets).toEqual([])
    expect(shape(plan('Playlist,Title,Artist\nOne,A,X\nTwo,B,X\nOne,C,X'))).toEqual([
      ['One', 'A C'],
      ['Two', 'B'],
    ])
  })

  it('finds the album that is surely meant', () => {
    const of = (text: string, file = '') => plan(text, file).buckets[0]?.albumId
    expect(of('Title,Artist,Album\nA,Daft Punk,Discovery (Deluxe Edition)')).toBe('a1')
    expect(of('Title,Artist,Album\nA,ELO,Discovery')).toBeNull()
    expect(of('Title,Artist\nA,X\nB,Y', 'Summer.csv')).toBe('a2')
  })

  it('leaves links of many songs out of all buckets', () => {
    const made = plan('Name\nhttps://youtu.be/dQw4w9WgXcQ\nhttps://open.spotify.com/album/abc', 'Mix.txt')
    expect(made.rows).toHaveLength(2)
    expect(made.buckets.map((one) => one.rowIds)).toEqual([['r0']])
    expect(change.countsOf(made)).toEqual({ songs: 1, known: 0, links: 1, albums: 1, skipped: 0 })
  })
})

describe('a plan is changed', () => {
  const start = plan(TABLE)

  it('row by row, and knows anew what each is', () => {
    const edited = change.editRow(start, 'r0', { title: 'Aerodynamic', artist: 'Daft Punk' }, known)
    expect([edited.rows[0]?.knownId, start.rows[0]?.knownId]).toEqual(['t1', null])
    expect(change.swapNames(start, known).rows[0]?.row).toMatchObject({ title: 'X', artist: 'A' })
    expect(change.countsOf(change.skipRows(start, new Set(['r0', 'r1']), true))).toMatchObject({
      songs: 6,
      skipped: 2,
    })
  })

  it('by moving songs within and between buckets, by steps and by leaps', () => {
    expect(shape(change.moveRows(start, ['r4', 'r5'], 'b0', 'r1'))[0]).toEqual(['One', 'A E F B C D'])
    expect(shape(change.stepRow(start, 'r1', -1))[0]).toEqual(['One', 'B A C D'])
    expect(shape(change.stepRow(start, 'r3', 1))).toEqual([
      ['One', 'A B C'],
      ['Two', 'D E F G H'],
    ])
    expect(shape(change.stepRow(start, 'r4', -1))[0]).toEqual(['One', 'A B C D E'])
    expect(shape(change.stepRow(start, 'r0', -1))).toEqual(shape(start))
    expect(shape(change.hopRow(start, 'r0', 1))[1]).toEqual(['Two', 'E F G H A'])
    expect(shape(change.moveRows(start, ['r0'], null))[0]).toEqual(['One', 'B C D'])
  })

  it('never loses a song or has it twice', () => {
    let now = start
    let turn = 7
    const next = (most: number) => (turn = (turn * 1103515245 + 12345) % 2147483648) % most
    for (let i = 0; i < 300; i++) {
      const id = `r${next(8)}`
      const by = next(2) ? 1 : -1
      const before = `r${next(8)}`
      now =
        [
          () => change.stepRow(now, id, by),
          () => change.hopRow(now, id, by),
          () => change.moveRows(now, [id, `r${next(8)}`], `b${next(2)}`, before),
        ][next(3)]?.() ?? now
      const all = now.buckets.flatMap((one) => one.rowIds)
      expect(new Set(all).size).toBe(all.length)
    }
    expect(now.buckets.flatMap((one) => one.rowIds).toSorted()).toEqual(
      start.rows.map((one) => one.id).toSorted(),
    )
  })

  it('by new buckets, other names, another way to group', () => {
    const more = change.addBucket(start, { kind: 'album', title: 'New', artist: '' })
    expect(more.buckets.at(-1)).toMatchObject({ id: 'b2', title: 'New', rowIds: [] })
    expect(change.dropBucket(more, 'b0').buckets.map((one) => one.id)).toEqual(['b1', 'b2'])
    expect(change.withBucket(start, 'b0', { albumId: 'a1' }).buckets[0]?.albumId).toBe('a1')
    expect(regroup(start, 'list', ALBUMS).buckets).toMatchObject([{ kind: 'playlist', title: 'New list' }])
    expect(regroup(start, 'none', ALBUMS).buckets).toEqual([])
  })

  it('by a line that was not understood', () => {
    const reading = readListNow('X - A\nwhat is this\nY - B')
    const made = planOf(reading, shelf)
    const [problem] = reading.problems
    if (!problem) throw new Error('no problem')
    expect(change.takeProblem(made, problem, known).rows.map((one) => one.row.title)).toEqual([
      'A',
      'what is this',
      'B',
    ])
  })
})
