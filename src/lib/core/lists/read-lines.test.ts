import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readListNow } from './read-list.ts'

const short = (text: string) => {
  const { rows } = readListNow(text)
  return rows.map(({ artist, title }) => `${artist} / ${title}`)
}
const only = (text: string) => readListNow(text).rows[0]

describe('one line', () => {
  it.each<[line: string, artist: string, title: string]>([
    ['Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk – One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk — One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk -- One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk −  One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk–One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk - “One More Time”', 'Daft Punk', 'One More Time'],
    ['Daft Punk -One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk- One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk ~ One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk | One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk • One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk / One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk: One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk "One More Time"', 'Daft Punk', 'One More Time'],
    ['Daft Punk: "One More Time"', 'Daft Punk', 'One More Time'],
    ['Daft Punk – »One More Time«', 'Daft Punk', 'One More Time'],
    ['"One More Time" by Daft Punk', 'Daft Punk', 'One More Time'],
    ['“One More Time” – Daft Punk', 'Daft Punk', 'One More Time'],
    ['"One More Time" (Daft Punk)', 'Daft Punk', 'One More Time'],
    ['„Major Tom“ von Peter Schilling', 'Peter Schilling', 'Major Tom'],
    ['« La Vie en rose » de Édith Piaf', 'Édith Piaf', 'La Vie en rose'],
    ['One More Time by Daft Punk', 'Daft Punk', 'One More Time'],
    ['Stand by Me by Ben E. King', 'Ben E. King', 'Stand by Me'],
    ['Ben E. King - Stand by Me', 'Ben E. King', 'Stand by Me'],
    ['1. Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['1.Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['1) Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['(1) Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['[01] Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['#1 Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['01 - Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['01 Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['1: Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['Track 1: Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['A1. Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['* Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['- Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['• 1. Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['- [x] Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['> Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk - One More Time (5:20)', 'Daft Punk', 'One More Time'],
    ['Daft Punk - One More Time [5:20]', 'Daft Punk', 'One More Time'],
    ['Daft Punk - One More Time - 5:20', 'Daft Punk', 'One More Time'],
    ['Daft Punk - One More Time 5:20', 'Daft Punk', 'One More Time'],
    ['Daft Punk - One More Time, 5:20', 'Daft Punk', 'One More Time'],
    ['[00:12:30] Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['(12:30) Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['12:30 - Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['1. [00:12:30] Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['00:12:30 1. Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['0:00 - 5:20 Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['Daft Punk\tOne More Time', 'Daft Punk', 'One More Time'],
    ['#EXTINF:320,Daft Punk - One More Time', 'Daft Punk', 'One More Time'],
    ['50 Cent - In da Club', '50 Cent', 'In da Club'],
    ['3 Doors Down - Kryptonite', '3 Doors Down', 'Kryptonite'],
    ['311 - Amber', '311', 'Amber'],
    ['Nena - 99 Luftballons', 'Nena', '99 Luftballons'],
    ['Jay-Z - 99 Problems', 'Jay-Z', '99 Problems'],
    ['Jay-Z & Alicia Keys - Empire State of Mind', 'Jay-Z & Alicia Keys', 'Empire State of Mind'],
    ['Blink-182 - All the Small Things', 'Blink-182', 'All the Small Things'],
    ['AC/DC - T.N.T.', 'AC/DC', 'T.N.T.'],
    ['"Weird Al" Yankovic - Eat It', '"Weird Al" Yankovic', 'Eat It'],
    [
      'The Beatles - Here Comes the Sun - Remastered 2009',
      'The Beatles',
      'Here Comes the Sun - Remastered 2009',
    ],
    ['Avicii - Levels (Skrillex Remix)', 'Avicii', 'Levels (Skrillex Remix)'],
    ['宇多田ヒカル - 光', '宇多田ヒカル', '光'],
    ['米津玄師「Lemon」', '米津玄師', 'Lemon'],
    ['Кино — Группа крови', 'Кино', 'Группа крови'],
    ['فيروز - نسم علينا الهوى', 'فيروز', 'نسم علينا الهوى'],
  ])('%s', (line, artist, title) => {
    expect(short(line)).toEqual([`${artist} / ${title}`])
  })

  it('keeps its numbers and times', () => {
    expect(only('07. A - B (3:45)')).toMatchObject({ trackNumber: 7, durationMs: 225_000, atMs: null })
    expect(only('A - B 1:02:03')).toMatchObject({ durationMs: 3_723_000 })
    expect(only('A - B 3\'45"')).toMatchObject({ title: 'B', durationMs: 225_000 })
    expect(only('A - B (3 min 45 s)')).toMatchObject({ title: 'B', durationMs: 225_000 })
    expect(only('0:00 - 5:20 A - B')).toMatchObject({ atMs: 0, durationMs: 320_000 })
    expect(only('#EXTINF:320,A - B')).toMatchObject({ durationMs: 320_000 })
  })

  it('keeps its link beside its names, and a link alone as it is', () => {
    expect(only('A - B https://youtu.be/dQw4w9WgXcQ')).toMatchObject({
      ...{ artist: 'A', title: 'B' },
      link: { sourceKey: 'youtube:dQw4w9WgXcQ' },
    })
    expect(only('1. [A - B](https://youtu.be/dQw4w9WgXcQ)')).toMatchObject({ artist: 'A', title: 'B' })
    expect(only('Watch this: https://youtu.be/dQw4w9WgXcQ!')).toMatchObject({ artist: '', title: '' })
    expect(only('One More Time -- 0DiWol3AO6WpXZgp0goxAV')).toMatchObject({
      title: 'One More Time',
      link: { sourceKey: 'spotify:track:0DiWol3AO6WpXZgp0goxAV' },
    })
  })
})

describe('a list', () => {
  it('of links is nothing but links', () => {
    const { kind, rows, problems } = readListNow(
      'Here are some:\nhttps://youtu.be/dQw4w9WgXcQ spotify:album:6JWc4iAiJ9FjyK0B59ABb4\n\nhttps://example.org/x',
    )
    expect(kind).toBe('links')
    expect(rows.map((row) => row.link?.kind)).toEqual(['track', 'album'])
    expect(problems.map(({ line, why, site }) => [line, why, site])).toEqual([
      [1, 'no-names', null],
      [4, 'unknown-site', 'example.org'],
    ])
  })

  it('is called by its heading', () => {
    const { name, rows } = readListNow('Tracklist: Summer Mix\n1. A - B\n2. C - D\n\nSide B\n3. E - F')
    expect([name, rows.length]).toEqual(['Summer Mix', 3])
  })

  it('says which lines are no songs, and where they are', () => {
    const { rows, problems } = readListNow('A - B\nhello there\n\n???\nC - D')
    expect(rows.map((row) => row.line)).toEqual([1, 5])
    expect(problems).toMatchObject([
      { line: 2, text: 'hello there', why: 'no-names' },
      { line: 4, why: 'no-names' },
    ])
  })

  it('of titles alone takes them as titles', () => {
    expect(short('1. Intro\n2. Airbag\n3. Paranoid Android')).toEqual([
      ' / Intro',
      ' / Airbag',
      ' / Paranoid Android',
    ])
  })

  it('counted by bare numbers loses them; a title keeps its own', () => {
    expect(short('1 A - B\n2 C - D\n3 99 Cents - E')).toEqual(['A / B', 'C / D', '99 Cents / E'])
    expect(short('99 Luftballons - Nena\n7 Rings - Ariana Grande\n22 - Taylor Swift')[0]).toBe(
      '99 Luftballons / Nena',
    )
  })

  it('with rising times is a mix, with others it states lengths', () => {
    const mix = readListNow('0:00 A - B\n4:10 C - D\n9:30 E - F').rows
    expect(mix.map((row) => [row.atMs, row.durationMs])).toEqual([
      [0, null],
      [250_000, null],
      [570_000, null],
    ])
    const lengths = readListNow('3:10 A - B\n4:10 C - D\n2:30 E - F').rows
    expect(lengths.map((row) => [row.atMs, row.durationMs])).toEqual([
      [null, 190_000],
      [null, 250_000],
      [null, 150_000],
    ])
    const trail = readListNow('A - B 0:00\nC - D 4:10\nE - F 9:30').rows
    expect(trail.map((row) => row.atMs)).toEqual([0, 250_000, 570_000])
  })

  it('written title first is turned round where its artists repeat', () => {
    const text =
      'Airbag - Radiohead\nLucky - Radiohead\nCreep - Radiohead\nNude - Radiohead\nYesterday - The Beatles'
    expect(short(text)[0]).toBe('Radiohead / Airbag')
    expect(short(text)[4]).toBe('The Beatles / Yesterday')
  })

  it('in three parts has an album where one repeats', () => {
    const text = ['Airbag', 'Lucky', 'Karma Police', 'No Surprises'].map(
      (title) => `Radiohead - OK Computer - ${title}`,
    )
    expect(readListNow(text.join('\n')).rows[2]).toMatchObject({
      artist: 'Radiohead',
      album: 'OK Computer',
      title: 'Karma Police',
    })
    const numbered = 'Radiohead - OK Computer - 06 - Karma Police'
    expect(only(numbered)).toMatchObject({ album: 'OK Computer', title: 'Karma Police', trackNumber: 6 })
  })

  it('of a player (M3U) has no files in it', () => {
    const text =
      '#EXTM3U\n#EXTINF:320,Daft Punk - One More Time\n/music/omt.mp3\n#EXTINF:-1,A - B\nC:\\music\\b.mp3'
    expect(short(text)).toEqual(['Daft Punk / One More Time', 'A / B'])
  })

  it('may be nothing at all', () => {
    for (const text of ['', ' \n\t\n', '???', '\u0000\u0001', '- - -', '::'])
      expect(readListNow(text)).toMatchObject({ kind: 'nothing', rows: [] })
  })
})

describe('hostile text', () => {
  it.each<[string, string]>([
    ['A\u0000B - C\u0007D', 'AB / C D'],
    ['\u202eA - B\u202c', 'A / B'],
    ['\ufeffA - B', 'A / B'],
    ['A\u200b - \u2066B\u2069', 'A / B'],
    ['=HYPERLINK("x") - +1', '=HYPERLINK("x") / +1'],
    [
      '<img src=x onerror=alert(1)> - <script>alert(1)</script>',
      '<img src=x onerror=alert(1)> / <script>alert(1)</script>',
    ],
    ['A - B\u0301\u0301\u0301', 'A / B\u0301\u0301\u0301'],
    ['__proto__ - constructor', '__proto__ / constructor'],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual([expected])
  })

  it('one line of a megabyte is said to be too long', () => {
    const { rows, problems } = readListNow(`A - B\n${'x - '.repeat(250_000)}\nC - D`)
    expect(rows).toHaveLength(2)
    expect(problems).toMatchObject([{ line: 2, why: 'too-long' }])
    expect(problems[0]?.text.length).toBeLessThan(200)
  })

  it('is read in time that grows with its length', () => {
    const parts = [
      '-',
      ' - ',
      '"',
      '“',
      '(',
      '0:00 ',
      '1. ',
      'by ',
      'feat. ',
      '\t',
      ',',
      ';',
      '",',
      '\\,',
      "'",
      '://',
      '\n-',
      '\n"',
      'a\n',
      '"a\n',
      '\r',
    ]
    for (const part of parts)
      readListNow(
        part.repeat(Math.ceil((part.includes('\n') || part === '\r' ? 50_000 : 1_000_000) / part.length)),
      )
  })

  it('never throws, and every name is short and on one line', () => {
    const bits = fc.constantFrom(
      ' - ',
      '\n',
      '"',
      ',',
      ';',
      '\t',
      '1. ',
      '(3:45)',
      'by',
      'https://youtu.be/dQw4w9WgXcQ',
      '\u0000',
      '😀',
      'Title,Artist\n',
      '\\',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 }),
        (words) => {
          for (const row of readListNow(words.join('')).rows) {
            for (const name of [row.title, row.artist, row.album]) {
              expect(name).not.toMatch(/[\n\r\t]/)
              expect(name.length).toBeLessThanOrEqual(300)
            }
            expect(row.title !== '' || row.link !== null).toBe(true)
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
