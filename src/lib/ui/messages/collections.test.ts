import { expect, test } from 'vitest'
import type { Album } from '#lib/core/domain/album.ts'
import { broughtText } from './collections.ts'

const album = (more: Partial<Album>): Album => ({
  ...{
    id: 'a',
    kind: 'playlist',
    sourceKey: null,
    link: null,
    title: 'Boats',
    artist: '',
    releaseDate: null,
  },
  ...{ coverUrl: null, totalTracks: null, truncated: false, skipped: 0, addedAt: 0 },
  ...more,
})

test('what a link brought is told, and what did not come is told aloud', () => {
  expect(broughtText(album({}), 3)).toBe('“Boats”: 3 songs')
  expect(broughtText(album({ truncated: true }), 100)).toBe('“Boats”: only the first 100 came')
  expect(broughtText(album({ truncated: true, totalTracks: 250 }), 100)).toBe(
    '“Boats”: only the first 100 of 250 came',
  )
  expect(broughtText(album({ skipped: 2 }), 3)).toBe('“Boats”: 3 songs; 2 entries could not be read')
})
