import { describe, expect, it } from 'vitest'
import { findTracks, sortTracks } from './find-tracks.ts'
import { fold } from './fold.ts'
import { NO_FACTS, NO_TEXT, type Track } from './track.ts'

function track(change: Partial<Track>): Track {
  return {
    ...NO_TEXT,
    ...NO_FACTS,
    id: change.title ?? 'x',
    sourceKey: 'sha256:0',
    state: 'ready',
    fault: null,
    file: { name: 'a.mp3', bytes: 1, sha256: '0', mime: 'audio/mpeg' },
    audio: null,
    pcm: null,
    durationS: null,
    hasCover: false,
    addedAt: 0,
    edited: [],
    ...change,
  }
}

const titles = (tracks: readonly Track[]) => tracks.map((one) => one.title)

const songs = [
  track({
    title: 'Jóga',
    artist: 'Björk',
    album: 'Homogenic',
    year: 1997,
    trackNumber: 2,
    durationS: 305,
    addedAt: 3,
  }),
  track({
    title: 'Hunter',
    artist: 'Björk',
    album: 'Homogenic',
    year: 1997,
    trackNumber: 1,
    durationS: 255,
    addedAt: 1,
  }),
  track({ title: 'Untitled 10', artist: '', album: '', durationS: null, addedAt: 4 }),
  track({ title: 'untitled 2', artist: 'Ada', album: 'Zinc', durationS: 10, addedAt: 2 }),
]

describe('finding songs', () => {
  it('needs neither accents nor case', () => {
    expect(titles(findTracks(songs, 'joga'))).toEqual(['Jóga'])
    expect(titles(findTracks(songs, 'BJORK'))).toEqual(['Jóga', 'Hunter'])
    expect(fold('Straße Ærø Łódź')).toBe('strasse aero lodz')
  })

  it('wants every word, wherever it stands', () => {
    expect(titles(findTracks(songs, 'homogenic 1997 hun'))).toEqual(['Hunter'])
    expect(findTracks(songs, 'homogenic zinc')).toEqual([])
  })

  it('does not join the end of one field with the start of the next', () => {
    expect(findTracks(songs, 'hunterbjork')).toEqual([])
  })

  it('gives everything for an empty query', () => {
    expect(findTracks(songs, '  ')).toBe(songs)
  })

  it('answers for 10,000 songs within a frame', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      track({ title: `Song ${i}`, artist: `Artist ${i % 300}`, album: `Album ${i % 900}` }),
    )
    findTracks(many, 'x')
    const times = Array.from({ length: 5 }, (_, i) => {
      const start = performance.now()
      findTracks(many, `art 9${i}`)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(16)
  })
})

describe('sorting songs', () => {
  it('puts the newest first by default order', () => {
    expect(titles(sortTracks(songs, 'added'))).toEqual(['Untitled 10', 'Jóga', 'untitled 2', 'Hunter'])
  })

  it('counts numbers in titles as numbers', () => {
    expect(titles(sortTracks(songs, 'title'))).toEqual(['Hunter', 'Jóga', 'untitled 2', 'Untitled 10'])
  })

  it('keeps album order within an artist and puts what is unknown last', () => {
    expect(titles(sortTracks(songs, 'artist'))).toEqual(['untitled 2', 'Hunter', 'Jóga', 'Untitled 10'])
    expect(titles(sortTracks(songs, 'length'))).toEqual(['untitled 2', 'Hunter', 'Jóga', 'Untitled 10'])
  })
})
