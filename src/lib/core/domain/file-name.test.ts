import { describe, expect, it } from 'vitest'
import { textFromName } from './file-name.ts'

const cases: [string, string, string, number | null][] = [
  ['Nina Simone - Sinnerman.mp3', 'Nina Simone', 'Sinnerman', null],
  ['01 - Nina Simone - Sinnerman.flac', 'Nina Simone', 'Sinnerman', 1],
  ['01 Sinnerman.m4a', '', 'Sinnerman', 1],
  ['7. Sinnerman.ogg', '', 'Sinnerman', 7],
  ['1-03 Sinnerman.wav', '', 'Sinnerman', 3],
  ['Nina_Simone_-_Sinnerman.wav', 'Nina Simone', 'Sinnerman', null],
  ['Nina Simone \u2013 Feeling Good (Live) - 1965.mp3', 'Nina Simone', 'Feeling Good (Live) - 1965', null],
  ['99 Luftballons.mp3', '', '99 Luftballons', null],
  ['1999.mp3', '', '1999', null],
  ['Jay-Z.mp3', '', 'Jay-Z', null],
  ['music/set/02. A - B.mp3', 'A', 'B', 2],
  ['.mp3', '', '.mp3', null],
  ['Mr. Blue Sky', '', 'Mr. Blue Sky', null],
  ['track\u0000\u202ename.mp3', '', 'track name', null],
  ['', '', 'Untitled', null],
]

describe('text from a file name', () => {
  it.each(cases)('reads %s', (name, artist, title, trackNumber) => {
    expect(textFromName(name)).toEqual({ artist, title, trackNumber })
  })

  it('never gives an empty or endless title', () => {
    expect(textFromName('x'.repeat(5000)).title.length).toBe(300)
    expect(textFromName(' - .mp3').title).not.toBe('')
  })
})
