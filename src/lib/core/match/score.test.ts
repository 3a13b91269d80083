import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { match, MOST_DELTA_MS, type Recording } from './score.ts'

/** `Artist - Title | 3:45 | ISRC | from` */
function recording(text: string): Recording {
  const [names = '', length = '', isrc = '', from = ''] = text.split(' | ')
  const at = names.indexOf(' - ')
  const [minutes, seconds] = length.split(':').map(Number)
  return {
    artist: at < 0 ? null : names.slice(0, at),
    title: at < 0 ? names : names.slice(at + 3),
    durationMs: length ? ((minutes ?? 0) * 60 + (seconds ?? 0)) * 1000 : null,
    isrc: isrc || null,
    from: from || null,
  }
}
const of = (wish: string, candidate: string) => match(recording(wish), recording(candidate))
const codes = (wish: string, candidate: string) => of(wish, candidate).reasons.map((reason) => reason.code)

const OMT = 'Daft Punk - One More Time | 5:20'

describe('what is surely the same', () => {
  it.each([
    [OMT, 'Daft Punk - One More Time | 5:20'],
    [OMT, 'Daft Punk - One More Time | 5:22'],
    [OMT, 'daft punk - ONE MORE TIME | 5:18'],
    [OMT, 'Daft Punk - One More Time (Official Video) | 5:23'],
    [OMT, 'Daft Punk - Daft Punk - One More Time (Official Audio) [HD] | 5:21'],
    [OMT, 'DaftPunkVEVO - Daft Punk - One More Time (Official Video) | 5:21'],
    [OMT, 'Daft Punk - One More Time | 5:20 |  | Daft Punk - Topic'],
    [OMT, 'Daft Punk, Romanthony - One More Time | 5:20'],
    [OMT, 'Daft Punk feat. Romanthony - One More Time | 5:21'],
    [OMT, 'Daft Punk - One More Time (feat. Romanthony) | 5:20'],
    ['Beyoncé - Crazy in Love (feat. JAY-Z) | 3:56', 'Beyonce, JAY-Z - Crazy In Love | 3:56'],
    ['The Beatles - Here Comes the Sun | 3:05', 'Beatles - Here Comes The Sun - Remastered 2009 | 3:06'],
    ['Björk - Jóga | 5:05', 'Bjork - Joga | 5:05'],
    ['Simon & Garfunkel - The Boxer | 5:08', 'Simon and Garfunkel - The Boxer | 5:09'],
    ['Sigur Rós - Hoppípolla | 4:29', 'Sigur Ros - Hoppipolla | 4:29'],
    ['P!nk - So What | 3:35', 'Pink - So What | 3:35'],
    ['AC/DC - Thunderstruck | 4:52', 'AC/DC - Thunderstruck | 4:53'],
    ['Eric Clapton - Layla (Unplugged) | 4:46', 'Eric Clapton - Layla - Live | 4:47'],
    ['Avicii - Levels (Skrillex Remix) | 4:41', 'Avicii - Levels - Skrillex Remix | 4:41'],
    ['宇多田ヒカル - 光 | 5:02', '宇多田ヒカル - 光 | 5:03'],
    ['A - B | 3:00 | USRC17607839', 'Someone - B (Album Version) | 3:01 | USRC17607839'],
  ])('%s / %s', (wish, candidate) => {
    expect(of(wish, candidate)).toMatchObject({ certain: true })
  })
})

describe('what is never taken without asking', () => {
  it.each([
    [OMT, 'Daft Punk - One More Time | 5:31'],
    [OMT, 'Daft Punk - One More Time | 8:00'],
    [OMT, 'Daft Punk - One More Time (1 Hour) | 60:00'],
    [OMT, 'Daft Punk - One More Time (Live) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Karaoke Version) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Instrumental) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Piano Cover) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Sped Up) | 5:20'],
    [OMT, 'Daft Punk - One More Time (slowed + reverb) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Acoustic) | 5:20'],
    [OMT, 'Daft Punk - One More Time (Aerodynamic Remix) | 5:20'],
    [OMT, 'Party Tribute Band - One More Time (Tribute to Daft Punk) | 5:20'],
    [OMT, 'Some Cover Band - One More Time | 5:20'],
    [OMT, 'Daft Punk - Aerodynamic | 5:20'],
    [OMT, 'Daft Punk - One More Time | '],
    ['Daft Punk - One More Time', OMT],
    ['One More Time | 5:20', 'Metallica - One | 5:20'],
    ['Avicii - Levels (Skrillex Remix) | 4:41', 'Avicii - Levels (Cazzette Remix) | 4:41'],
    ['Avicii - Levels | 3:19', 'Avicii - Levels (Skrillex Remix) | 3:19'],
    ['Adele - Hello | 4:55', 'Lionel Richie - Hello | 4:55'],
    ['Queen - One Vision | 4:02', 'Queen - Under Pressure | 4:02'],
    ['A - B | 3:00 | USRC17607839', 'A - B | 3:11 | USRC17607839'],
    [
      'Pink Floyd - Another Brick in the Wall, Part 1 | 3:10',
      'Pink Floyd - Another Brick in the Wall, Part 2 | 3:59',
    ],
  ])('%s / %s', (wish, candidate) => {
    expect(of(wish, candidate).certain).toBe(false)
  })
})

describe('an order among candidates', () => {
  it.each([
    [
      OMT,
      [
        'Daft Punk - One More Time | 5:20',
        'Daft Punk - One More Time | 5:28',
        'Daft Punk - One More Time (Live) | 5:20',
        'Tribute Band - One More Time (Karaoke) | 5:20',
      ],
    ],
    [OMT, ['Daft Punk - One More Time (Radio Edit) | 5:20', 'Daft Punk - One More Time | 60:00']],
    [
      'Adele - Hello | 4:55',
      [
        'Adele - Hello (Official Video) | 4:57',
        'Adele - Hello (Live) | 4:55',
        'Lionel Richie - Hello | 4:55',
        'Adele - Skyfall | 4:55',
      ],
    ],
    ['Nirvana - Lithium', ['Nirvana - Lithium | 4:17', 'Nirvana - Lithium (Guitar Lesson) | 10:00']],
  ])('%s', (wish, candidates) => {
    const scores = candidates.map((candidate) => of(wish, candidate).score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(new Set(scores).size).toBe(scores.length)
  })
})

describe('reasons', () => {
  it('say what agrees and what does not', () => {
    expect(codes(OMT, OMT)).toEqual(['title-same', 'artist-same', 'length-same'])
    expect(codes(OMT, 'Daft Punk - One More Time (Live) | 6:00')).toEqual([
      'title-same',
      'artist-same',
      'version-differs',
      'length-off',
    ])
    expect(codes('A - B | 3:00 | X', 'A - B | 3:05 | X')).toContain('isrc-same')
    expect(codes('B', 'A - B | 3:00')).toEqual(['title-same', 'artist-unknown', 'length-unknown'])
  })

  it('tell by how much the lengths differ', () => {
    expect(of(OMT, 'Daft Punk - One More Time | 5:27').deltaMs).toBe(7000)
    expect(of(OMT, 'Daft Punk - One More Time').deltaMs).toBeNull()
  })
})

describe('any two recordings', () => {
  const word = fc.constantFrom(
    'One',
    'More',
    'Time',
    'Daft',
    'Punk',
    '(Live)',
    '(feat. X)',
    ' - ',
    'Remix',
    '光',
    '',
    'é',
    '1 hour',
    '&',
  )
  const text = fc
    .array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 6 })
    .map((all) => all.join(' '))
  const any = fc.record({
    title: text,
    artist: fc.option(text),
    album: fc.option(text),
    durationMs: fc.option(fc.integer({ min: -5, max: 400_000 })),
    isrc: fc.option(fc.constantFrom('A', 'B')),
  })

  it('score between 0 and 1, the same both ways round, and are certain only where their lengths agree', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [one, other] = [match(a, b), match(b, a)]
        expect(one.score).toBeGreaterThanOrEqual(0)
        expect(one.score).toBeLessThanOrEqual(1)
        expect(other.score).toBeCloseTo(one.score, 9)
        if (one.certain) expect(Math.abs(one.deltaMs ?? Infinity)).toBeLessThanOrEqual(MOST_DELTA_MS)
      }),
      { numRuns: 3000 },
    )
  })

  it('are certain of themselves, if they have a name and a length', () => {
    const named = any.filter(({ title, artist }) => /[a-z]/i.test(title) && /[a-z]/i.test(artist ?? ''))
    fc.assert(
      fc.property(named, fc.integer({ min: 1000, max: 400_000 }), (one, durationMs) => {
        expect(match({ ...one, durationMs }, { ...one, durationMs }).certain).toBe(true)
      }),
    )
  })
})
