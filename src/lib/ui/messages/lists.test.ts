import { describe, expect, it } from 'vitest'
import { readListNow } from '#lib/core/lists/read-list.ts'
import { understoodText } from './lists.ts'

describe('what a text is understood as, in words', () => {
  it.each([
    ['https://open.spotify.com/album/abc', 'Spotify album'],
    ['https://youtu.be/dQw4w9WgXcQ', 'YouTube song'],
    ['https://example.org/a.mp3', 'Sound file'],
    [
      'https://youtu.be/dQw4w9WgXcQ https://open.spotify.com/album/abc',
      '2 links: YouTube song, Spotify album',
    ],
    ['https://youtu.be/dQw4w9WgXcQ\nhttps://youtu.be/dQw4w9WgXcR', '2 links: 2 × YouTube song'],
    ['A - B\nC - D\nwhat', '2 songs, 1 line not understood'],
    ['https://example.org/', 'Links to example.org cannot be read. Write the song as “Artist - Title”.'],
    ['', ''],
  ])('%s', (text, words) => {
    expect(understoodText(readListNow(text))).toBe(words)
  })
})
