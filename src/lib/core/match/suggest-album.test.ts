import { describe, expect, it } from 'vitest'
import { suggestAlbums } from './suggest-album.ts'

const ALBUMS = [
  ['Discovery', 'Daft Punk'],
  ['Discovery', 'Electric Light Orchestra'],
  ['Homework', 'Daft Punk'],
  ['Abbey Road (Remastered)', 'The Beatles'],
  ['OK Computer', 'Radiohead'],
  ['My Playlist', ''],
].map(([title = '', artist = '']) => ({ title, artist }))

const first = (title: string, artist = '') => {
  const [best] = suggestAlbums({ title, artist }, ALBUMS)
  return best ? `${best.album.title} / ${best.album.artist}` : null
}

describe('the album that a name may mean', () => {
  it.each([
    ['Discovery', 'Daft Punk', 'Discovery / Daft Punk'],
    ['discovery (deluxe edition)', 'Daft Punk', 'Discovery / Daft Punk'],
    ['Discovery', 'ELO & Electric Light Orchestra', 'Discovery / Electric Light Orchestra'],
    ['Abbey Road', 'Beatles', 'Abbey Road (Remastered) / The Beatles'],
    ['Abey Road', 'The Beatles', 'Abbey Road (Remastered) / The Beatles'],
    ['OKComputer', 'Radiohead', 'OK Computer / Radiohead'],
    ['my playlist', '', 'My Playlist / '],
    ['OK Computer', '', 'OK Computer / Radiohead'],
    ['Kid A', 'Radiohead', null],
    ['', '', null],
  ])('%s by %s', (title, artist, expected) => {
    expect(first(title, artist)).toBe(expected)
  })

  it('of two of the same name is that of the artist', () => {
    const scores = suggestAlbums({ title: 'Discovery', artist: 'Daft Punk' }, ALBUMS).map((one) => one.score)
    expect(scores[0]).toBe(1)
    expect(scores[1] ?? 0).toBeLessThan(0.95)
  })
})
