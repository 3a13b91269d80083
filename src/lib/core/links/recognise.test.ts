import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recognise } from './recognise.ts'
import { LINKS, NOT_LINKS } from '#tests/support/sample-links.ts'

describe('what an address names', () => {
  it.each(LINKS)('%s is %s', (text, sourceKey, url) => {
    const found = recognise(text)
    if (!found.ok) throw new Error(found.problem)
    expect(found.link.sourceKey).toBe(sourceKey)
    if (url) expect(found.link.url).toBe(url)
    // The canonical address says the same.
    expect(recognise(found.link.url)).toEqual(found)
  })

  it.each(NOT_LINKS)('%s is none: %s', (text, problem) => {
    expect(recognise(text)).toMatchObject({ ok: false, problem })
  })

  it('is asked in more than 150 ways', () => {
    expect(LINKS.length + NOT_LINKS.length).toBeGreaterThan(150)
  })

  it('survives whatever is written into it', () => {
    const parts = fc.constantFrom(
      ...[
        'https://',
        'http:',
        '//',
        'open.spotify.com',
        'youtu.be',
        'www.',
        '/track/',
        '/watch?v=',
        '?list=',
        'intl-x/',
      ],
      ...[
        '%E0%A4',
        '%',
        '#',
        '@',
        ':80',
        '.',
        '..',
        '\u0000',
        '\u202e',
        'é',
        '😀',
        'a',
        '0',
        ' ',
        '\n',
        'spotify:',
        'track:',
      ],
    )
    const glued = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
    fc.assert(
      fc.property(glued, (words) => {
        const found = recognise(words.join(''))
        if (found.ok) expect(recognise(found.link.url)).toEqual(found)
      }),
      { numRuns: 3000 },
    )
  })

  it('answers at once for a megabyte', () => {
    for (const part of ['a', '.', '/', '%', 'a.', ' ', '?a=', 'https://', 'spotify:track:', '-', '@']) {
      expect(recognise(part.repeat(1_000_000 / part.length)).ok).toBe(false)
    }
  })
})
