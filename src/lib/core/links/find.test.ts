import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLinks } from './find.ts'
import { LINKS } from '#tests/support/sample-links.ts'

const T = '4cOdK2wGLETKBW3PvgPWqT'
const SPOTIFY = `https://open.spotify.com/track/${T}`
const YOUTUBE = 'https://youtu.be/dQw4w9WgXcQ'
const keys = (text: string) =>
  findLinks(text).map(({ result }) => (result.ok ? result.link.sourceKey : `! ${result.problem}`))

const A = `spotify:track:${T}`
const B = 'youtube:dQw4w9WgXcQ'

describe('addresses in a text', () => {
  it.each<[string, string[]]>([
    [SPOTIFY, [A]],
    [`${SPOTIFY}\n${YOUTUBE}`, [A, B]],
    [`${SPOTIFY} ${YOUTUBE}`, [A, B]],
    [`${SPOTIFY},${YOUTUBE}`, [A, B]],
    [`${SPOTIFY};${YOUTUBE};`, [A, B]],
    [`${SPOTIFY}|${YOUTUBE}`, [A, B]],
    [`Listen to ${SPOTIFY}, then (${YOUTUBE}).`, [A, B]],
    [`[Never gonna](${YOUTUBE}) and *${SPOTIFY}*`, [B, A]],
    [`<${SPOTIFY}> "${YOUTUBE}" «${SPOTIFY}»`, [A, B, A]],
    [`link:${YOUTUBE} 🎵${SPOTIFY}🎵`, [B, A]],
    [`1. ${SPOTIFY}\n2) ${YOUTUBE}\n- spotify:track:${T}`, [A, B, A]],
    [`open.spotify.com/track/${T}?si=abc`, [A]],
    [`(youtu.be/dQw4w9WgXcQ)`, [B]],
    [`see youtu.be/dQw4w9WgXcQ!`, [B]],
    [`\ufeff${SPOTIFY}\u200b`, [A]],
    [`<a href="${SPOTIFY}">x</a>`, [A]],
    [`https://en.wikipedia.org/wiki/Mercury_(planet)`, ['! unknown-site']],
    [`https://example.org/go?url=${SPOTIFY}`, ['! unknown-site']],
    [`https://web.archive.org/web/2020/${SPOTIFY}`, ['! unknown-site']],
    ['https://archive.org/download/x/a_(live).mp3', ['internet-archive:x/a_(live).mp3']],
    ['(https://archive.org/download/x/a_(live).mp3)', ['internet-archive:x/a_(live).mp3']],
    ['a song by spotify: the company', []],
    ['Artist - Title', []],
    ['me@youtube.com/x', []],
    ['Dr.Dre feat. Eminem', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(keys(text)).toEqual(expected)
  })

  it('are told with their places', () => {
    const text = `see (${SPOTIFY}), ok`
    const [found] = findLinks(text)
    expect(found).toMatchObject({ start: 5, end: 5 + SPOTIFY.length, text: SPOTIFY })
    expect(text.slice(found?.start, found?.end)).toBe(SPOTIFY)
  })

  it('are found again one by one, whatever stands between', () => {
    const between = fc.constantFrom(' ', '\n', '\t', ' and ', ', ', ' | ', '\r\n\r\n', ' – ')
    const some = fc.array(
      fc.tuple(fc.constantFrom(...LINKS.filter(([text]) => text.startsWith('http'))), between),
    )
    fc.assert(
      fc.property(some, (all) => {
        const text = all.map(([[link], gap]) => link.trim() + gap).join('')
        expect(keys(text)).toEqual(all.map(([[, key]]) => key))
      }),
      { numRuns: 300 },
    )
  })

  it('never throw, and lie where they say', () => {
    const bits = fc.constantFrom(
      'https://',
      'youtu.be/',
      '(',
      ')',
      '[',
      ']',
      '.',
      ',',
      ' ',
      '\n',
      'x',
      '\u0000',
      '😀',
      ':',
      '<',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 }),
        (words) => {
          const text = words.join('')
          for (const { start, end, text: found } of findLinks(text))
            expect(text.slice(start, end)).toBe(found)
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('are looked for in a megabyte without hanging', () => {
    const parts = [
      'a',
      '.',
      ')',
      '(',
      'https://',
      'https://)',
      'a:https://',
      'spotify:',
      'youtu.be/',
      ':',
      `https://${')'.repeat(2040)}`,
    ]
    for (const part of parts) findLinks(part.repeat(Math.ceil(1_000_000 / part.length)))
  })
})
