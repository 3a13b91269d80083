import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_TEXT } from '../domain/track.ts'
import { safeName } from '../domain/export-name.ts'
import { isSafeName, wildName } from '#tests/support/wild-names.ts'
import { distinctPath } from './distinct-path.ts'
import { filePath, unknownWords, type PathWords } from './file-path.ts'

const facts = {
  trackId: 't',
  bpm: 124.2,
  bpmFrom: null,
  key: { tonic: 6, mode: 'minor' },
  keyFrom: null,
  lufs: null,
  mode: null,
} as const

const words = (change: Partial<PathWords['track']> = {}, more: Partial<PathWords> = {}): PathWords => ({
  track: {
    ...NO_TEXT,
    title: 'Title',
    artist: 'Artist',
    album: 'Album',
    year: 2024,
    trackNumber: 3,
    ...change,
  },
  facts,
  notation: 'camelot',
  stem: 'vocals',
  ...more,
})

const USUAL = '{artist} - {title} [{bpm} {key}] - {stem}'
const unknown = { facts: null, stem: '' }

describe('a template of file names', () => {
  it.each<[string, PathWords, string]>([
    [USUAL, words(), 'Artist - Title [124 11A] - vocals'],
    [USUAL, words({ artist: '' }), 'Title [124 11A] - vocals'],
    [USUAL, words({}, { facts: { ...facts, key: null } }), 'Artist - Title [124] - vocals'],
    [USUAL, words({}, { facts: { ...facts, bpm: null } }), 'Artist - Title [11A] - vocals'],
    [USUAL, words({}, unknown), 'Artist - Title'],
    [USUAL, words({ title: '', artist: '' }, unknown), 'Untitled'],
    ['{artist} - {album} - {title}', words({ album: '' }), 'Artist - Title'],
    ['{album}/{track} {title} ({stem})', words(), 'Album/03 Title (vocals)'],
    ['{album}/{track}. {title} ({stem})', words({ album: '', trackNumber: null }, unknown), 'Title'],
    ['{artist} ({year}, {genre})', words(), 'Artist (2024)'],
    ['{artist} ({genre}, {year})', words(), 'Artist (2024)'],
    ['{TITLE}', words({ title: 'a/b: c?' }), 'a-b- c'],
    ['{title}', words({ title: '- [] (x) -' }), '- [] (x) -'],
    ['../{artist}/../{title}', words({ artist: '..' }), 'Title'],
    ['{title}', words({ title: 'nul' }), '_nul'],
    ['{what}', words(), 'Untitled'],
  ])('%j', (template, of, path) => {
    expect(filePath(template, of)).toBe(path)
  })

  it('says which words it does not know', () => {
    expect(unknownWords('{artist} {Titel} {BPM} {}')).toEqual(['Titel', ''])
  })

  it('shortens what is long and keeps the stem', () => {
    const path = filePath(USUAL, words({ title: 'ö'.repeat(300), artist: 'x'.repeat(300) }))
    expect(new TextEncoder().encode(path).length).toBeLessThanOrEqual(190)
    expect(path).toMatch(/^x{12,} - ö{12,} \[124 11A\] - vocals$/)
    const others = { album: 'x'.repeat(200), albumArtist: 'x'.repeat(200), genre: 'x'.repeat(200) }
    const aside = filePath(USUAL, words({ ...others, title: 'ö'.repeat(90) }))
    expect(new TextEncoder().encode(aside).length).toBeLessThanOrEqual(190)
  })
})

describe('names of files', () => {
  it('are safe whatever goes in, and made safe once are left as they are', () => {
    fc.assert(
      fc.property(wildName, (text) => {
        const name = safeName(text)
        expect(isSafeName(name), JSON.stringify([text, name])).toBe(true)
        expect(safeName(name)).toBe(name)
      }),
      { numRuns: 3000 },
    )
  })

  it('are safe in every part of a path, however the template and the song look', () => {
    const template = fc
      .array(fc.oneof(wildName, fc.constantFrom(USUAL, '/', '{stem}', '{album}/{title}')))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(template, wildName, wildName, wildName, (shape, title, artist, stem) => {
        const path = filePath(shape, words({ title, artist }, { stem }))
        for (const part of path.split('/')) expect(isSafeName(part), JSON.stringify([shape, path])).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it('never fall on one another, by case or by accent either', () => {
    const taken = new Set<string>()
    const all = [
      'A/x.wav',
      'a/X.wav',
      'a/é.wav',
      'a/e\u0301.wav',
      'a/x.wav',
      'a/s.stem.mp4',
      'a/S.stem.mp4',
    ].map((path) => distinctPath(path, taken))
    expect(all).toEqual([
      'A/x.wav',
      'a/X (2).wav',
      'a/é.wav',
      'a/e\u0301 (2).wav',
      'a/x (3).wav',
      'a/s.stem.mp4',
      'a/S (2).stem.mp4',
    ])
    fc.assert(
      fc.property(fc.array(wildName), (names) => {
        const set = new Set<string>()
        const paths = names.map((name) => distinctPath(`${safeName(name)}.wav`, set))
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length)
      }),
      { numRuns: 300 },
    )
  })
})
