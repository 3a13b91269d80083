import { describe, expect, it } from 'vitest'
import type { TrackText } from '#lib/core/domain/track.ts'
import { changesOf, draftOf, problemsOf } from './edit-draft.ts'

const text: TrackText = {
  title: 'Hunter',
  artist: 'Björk',
  album: 'Homogenic',
  albumArtist: '',
  genre: '',
  year: 1997,
  trackNumber: 1,
  discNumber: null,
}

describe('editing a song', () => {
  it('changes nothing when nothing was typed', () => {
    expect(changesOf(text, draftOf(text))).toEqual({})
  })

  it('hands on only the fields that differ, trimmed', () => {
    const draft = { ...draftOf(text), title: ' Hunter (live) ', year: '', discNumber: '2' }
    expect(changesOf(text, draft)).toEqual({ title: 'Hunter (live)', year: null, discNumber: 2 })
  })

  it('refuses an empty title and numbers that are none', () => {
    const draft = { ...draftOf(text), title: ' ', year: '19x7', trackNumber: '1.5', discNumber: '0' }
    expect(Object.keys(problemsOf(draft)).toSorted()).toEqual(['discNumber', 'title', 'trackNumber', 'year'])
    expect(problemsOf(draftOf(text))).toEqual({})
  })
})
