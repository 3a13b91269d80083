import { expect, it } from 'vitest'
import { sampleTrack } from '#tests/support/sample-rows.ts'
import { neighbour } from './neighbour.ts'

const songs = [sampleTrack('a', 1), sampleTrack('b', 1, { state: 'listed', pcm: null }), sampleTrack('c', 1)]

it('the next song is the next that has sound', () => {
  expect(neighbour(songs, 'a', 1)?.id).toBe('c')
  expect(neighbour(songs, 'c', -1)?.id).toBe('a')
})

it('there is none at the ends, nor beside a song that is not shown', () => {
  expect([neighbour(songs, 'c', 1), neighbour(songs, 'a', -1), neighbour(songs, 'x', 1)]).toEqual([
    null,
    null,
    null,
  ])
  expect(neighbour(songs, undefined, 1)).toBeNull()
})
