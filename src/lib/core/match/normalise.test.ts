import '#tests/support/fixed-seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizedArtist, normalizedTitle } from './normalise.ts'

describe('a title as it is compared', () => {
  it.each<[title: string, text: string, versions?: string[]]>([
    ['One More Time', 'one more time'],
    ['Jóga', 'joga'],
    ['Sk8er Boi', 'sk8er boi'],
    ['Für Elise', 'fur elise'],
    ['Straße', 'strasse'],
    ['Don’t Stop', 'dont stop'],
    ["Don't Stop", 'dont stop'],
    ['Rock & Roll', 'rock and roll'],
    ['Ｆｕｌｌ　Ｗｉｄｔｈ', 'full width'],
    ['So What (feat. P!nk)', 'so what'],
    ['So What ft. P!nk', 'so what'],
    ['So What [featuring P!nk & Kesha]', 'so what'],
    ['Here Comes The Sun - Remastered 2009', 'here comes the sun'],
    ['Here Comes The Sun (2019 Mix)', 'here comes the sun 2019 mix'],
    ['Heroes - 2017 Remaster', 'heroes'],
    ['Heroes (Single Version) [2014 Remaster]', 'heroes', ['edit']],
    ['Money (Remasterizado)', 'money'],
    ['Hey Jude (Official Music Video) [4K]', 'hey jude'],
    ['Bad Guy | Official Audio', 'bad guy'],
    ['Halo (Lyrics)', 'halo'],
    ['Creep (Acoustic)', 'creep', ['acoustic']],
    ['Creep - Live at Glastonbury', 'creep', ['live']],
    ['Creep (Live from the Basement)', 'creep', ['live']],
    ['Layla - Unplugged', 'layla', ['live']],
    ['Live and Let Die', 'live and let die'],
    ['Live Forever', 'live forever'],
    ['Cover Me Up', 'cover me up'],
    ['Demons', 'demons'],
    ['Remix to Ignition', 'remix to ignition'],
    ['Ignition (Remix)', 'ignition', ['remix']],
    ['Levels (Skrillex Remix)', 'levels', ['remix']],
    ['Blue Monday - 12" Version', 'blue monday', ['extended']],
    ['Around the World (Radio Edit)', 'around the world', ['edit']],
    ['Strobe (Extended Mix)', 'strobe', ['extended', 'remix']],
    ['Africa (Karaoke Version)', 'africa', ['karaoke']],
    ['Africa (In the Style of Toto)', 'africa', ['karaoke']],
    ['Africa karaoke', 'africa karaoke', ['karaoke']],
    ['Hello (Sped Up)', 'hello', ['sped-up']],
    ['Hello [Nightcore]', 'hello', ['sped-up']],
    ['Hello (slowed + reverb)', 'hello', ['slowed']],
    ['Hello (1 Hour)', 'hello', ['loop']],
    ['Hello 10 hours', 'hello 10 hours', ['loop']],
    ['Hello (Instrumental)', 'hello', ['instrumental']],
    ['Hello (Piano Cover by Anna)', 'hello', ['cover']],
    ['Hello (A Cappella)', 'hello', ['a-cappella']],
    ['Hello (8D Audio)', 'hello', ['effect']],
    ["Love Story (Taylor's Version)", 'love story', ['rerecorded']],
    ['(I Can’t Get No) Satisfaction', 'satisfaction i cant get no'],
    ['Alive (Part 2)', 'alive part 2'],
    ['(Intro)', 'intro'],
    ['!!!', '!!!'],
    ['上を向いて歩こう', '上を向いて歩こう'],
    ['がんばれ', 'がんばれ'],
    ['かんばれ', 'かんばれ'],
    ['강남스타일 (GANGNAM STYLE)', '강남스타일 gangnam style'],
    ['千本桜 カラオケ', '千本桜 カラオケ', ['karaoke']],
    ['Группа крови', 'группа крови'],
    ['Ёлка', 'елка'],
    ['तुम ही हो', 'तुम ही हो'],
    ['حبيبي', 'حبيبي'],
  ])('%s', (title, text, versions = []) => {
    const found = normalizedTitle(title)
    expect([found.text, found.versions]).toEqual([text, versions])
  })

  it('names the guests it holds', () => {
    expect(normalizedTitle('Crazy in Love (feat. JAY-Z)').guests).toEqual(['jay z'])
    expect(normalizedTitle('Under Pressure ft. David Bowie & Queen').guests).toEqual(['david bowie', 'queen'])
  })
})

describe('an artist as it is compared', () => {
  it.each<[string, string[]]>([
    ['Daft Punk', ['daft punk']],
    ['The Beatles', ['beatles']],
    ['Beyoncé, JAY-Z', ['beyonce', 'jay z']],
    ['Simon & Garfunkel', ['simon', 'garfunkel']],
    ['Simon and Garfunkel', ['simon', 'garfunkel']],
    ['Kygo x Whitney Houston', ['kygo', 'whitney houston']],
    ['Jay-Z/Linkin Park', ['jay z', 'linkin park']],
    ['Eminem feat. Rihanna', ['eminem', 'rihanna']],
    ['Adele - Topic', ['adele']],
    ['AdeleVEVO', ['adele']],
    ['P!nk', ['pink']],
    ['Ke$ha', ['kesha']],
    ['The The', ['the']],
    ['X', ['x']],
    ['宇多田ヒカル', ['宇多田ヒカル']],
    ['', []],
  ])('%s', (artist, names) => {
    expect(normalizedArtist(artist).names).toEqual(names)
  })
})

describe('whatever is written', () => {
  const words = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    ' - ',
    'feat. ',
    'live',
    'remix',
    '  ',
    '&',
    'Ä',
    '字',
    '\u0000',
    "'",
    '|',
    '1 hour',
  )
  const text = fc
    .array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 20 })
    .map((all) => all.join(''))

  it('never throws, and what came out stays as it is', () => {
    fc.assert(
      fc.property(text, (title) => {
        const once = normalizedTitle(title).text
        expect(once.length).toBeLessThan(1500)
        for (const name of normalizedArtist(title).names) expect(name).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  it('is read at once, however long', () => {
    for (const part of ['(', 'a ', ' - ', 'feat. ', '(live) ', '&', "'", 'ё', '1 ', 'live at ', '- live '])
      normalizedTitle(part.repeat(1_000_000 / part.length))
    for (const part of [' & ', ',', 'the ', 'x ', '- '])
      normalizedArtist(part.repeat(1_000_000 / part.length))
  })
})
