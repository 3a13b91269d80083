import { describe, expect, it } from 'vitest'
import { keyOfRow } from './list-key.ts'
import { readListNow } from './read-list.ts'

const T = '0DiWol3AO6WpXZgp0goxAV'
const short = (text: string, file = '') =>
  readListNow(text, file).rows.map(({ artist, title }) => `${artist} / ${title}`)

const EXPORTIFY =
  '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist URI(s)","Album Artist Name(s)","Album Release Date","Album Image URL","Disc Number","Track Number","Track Duration (ms)","Track Preview URL","Explicit","Popularity","ISRC","Added By","Added At"'
const OMT = `"spotify:track:${T}","One More Time","spotify:artist:1","Daft Punk","spotify:album:2","Discovery","spotify:artist:1","Daft Punk","2001-03-12","https://i.scdn.co/image/ab67","1","1","320357","","false","80","GBDUW0000053","","2024-01-02T10:00:00Z"`

describe('tables as programs write them', () => {
  it('Exportify, as it is now', () => {
    const { kind, rows } = readListNow(`${EXPORTIFY}\n${OMT}\n`, 'my_list (2).csv')
    expect(kind).toBe('table')
    expect(rows).toMatchObject([
      {
        ...{ title: 'One More Time', artist: 'Daft Punk', album: 'Discovery', albumArtist: 'Daft Punk' },
        ...{
          trackNumber: 1,
          discNumber: 1,
          durationMs: 320_357,
          isrc: 'GBDUW0000053',
          releaseDate: '2001-03-12',
        },
        ...{
          coverUrl: 'https://i.scdn.co/image/ab67',
          link: { sourceKey: `spotify:track:${T}` },
          unsure: false,
        },
      },
    ])
  })

  it('Exportify with the playlist in front', () => {
    const { name, rows } = readListNow(`"Name",${EXPORTIFY}\n"Summer",${OMT}\n`)
    expect([name, rows[0]?.title, rows[0]?.list]).toEqual(['Summer', 'One More Time', 'Summer'])
  })

  it('Exportify as it was, its commas in names escaped', () => {
    const { rows } = readListNow(
      `Track URI,Track Name,Artist URI,Artist Name,Album URI,Album Name,Album Release Date,Album Image URL,Disc Number,Track Number,Track Duration (ms),Explicit,Popularity,Added By,Added At\n` +
        `spotify:track:${T},"See You Again",spotify:artist:1,"Tyler\\, The Creator,Kali Uchis",spotify:album:2,Flower Boy,2017-07-21,,1,7,180387,false,80,,\n` +
        `spotify:track:${T},EARFQUAKE,a,Tyler\\, The Creator,b,IGOR,2019,,1,2,190066,false,80,,\n`,
    )
    expect(rows.map((row) => [row.artist, row.title, row.durationMs])).toEqual([
      ['Tyler, The Creator, Kali Uchis', 'See You Again', 180_387],
      ['Tyler, The Creator', 'EARFQUAKE', 190_066],
    ])
  })

  it('Exportify with audio features, whose tempo is no time', () => {
    const { rows } = readListNow(
      `Track URI,Track Name,Artist Name(s),Duration (ms),Danceability,Tempo,Time Signature\nspotify:track:${T},A,B,1000,0.5,120.5,4`,
    )
    expect(rows[0]).toMatchObject({ title: 'A', artist: 'B', durationMs: 1000 })
  })

  it('a spreadsheet of a playlist analyser', () => {
    const { rows } = readListNow(
      '#,Song,Artist,Popularity,BPM,Genres,Album,Album Date,Time (mm:ss),Dance,Energy,Key,Time Signature,Added At,Spotify Track Id,Camelot,ISRC\n' +
        `1,One More Time,"Daft Punk",80,123,"house,french house",Discovery,2001-03-12,05:20,60,70,D Major,4,2024-01-02,${T},10B,GB-DUW-00-00053\n`,
    )
    expect(rows[0]).toMatchObject({
      ...{ title: 'One More Time', artist: 'Daft Punk', album: 'Discovery', durationMs: 320_000 },
      ...{ isrc: 'GBDUW0000053', link: { sourceKey: `spotify:track:${T}` }, trackNumber: null },
    })
  })

  it.each<[name: string, text: string]>([
    ['commas', 'Title,Artist\nOne More Time,Daft Punk'],
    ['semicolons', 'Title;Artist;Album\nOne More Time;Daft Punk;Discovery'],
    ['tabs', 'title\tartist\nOne More Time\tDaft Punk'],
    ['bars', 'Title|Artist\nOne More Time|Daft Punk'],
    ['a BOM', '\ufeffTitle,Artist\nOne More Time,Daft Punk'],
    ['a line for Excel', 'sep=;\r\nTitle;Artist\r\nOne More Time;Daft Punk'],
    ['Windows line ends', 'Title,Artist\r\nOne More Time,Daft Punk\r\n'],
    ['old line ends', 'Title,Artist\rOne More Time,Daft Punk\r'],
    ['blanks after the commas', 'Title, Artist\nOne More Time, Daft Punk'],
    ['blanks before quotes', '"Title", "Artist"\n"One More Time", "Daft Punk"'],
    ['capitals', 'TITLE,ARTIST\nOne More Time,Daft Punk'],
    ['the artist first', 'Artist,Title\nDaft Punk,One More Time'],
    ['other columns between', 'id,Artist,x,y,Song Name\n1,Daft Punk,2,3,One More Time'],
    ['lines above', 'My music\n\nTitle,Artist\nOne More Time,Daft Punk'],
    ['blank lines', 'Title,Artist\n\n\nOne More Time,Daft Punk\n\n,\n'],
    ['curly quotes', '“Title”,“Artist”\n“One More Time”,“Daft Punk”'],
    ['German', 'Titel;Interpret;Album;Dauer\nOne More Time;Daft Punk;Discovery;5:20'],
    ['German of Spotify', 'Track-URI,Titelname,Künstlername\nx,One More Time,Daft Punk'],
    ['French', 'Titre,Artiste,Durée\nOne More Time,Daft Punk,5:20'],
    ['French in full', 'Nom du titre;Nom de l’artiste;Nom de l’album\nOne More Time;Daft Punk;Discovery'],
    ['Spanish', 'Canción,Artista,Álbum,Duración\nOne More Time,Daft Punk,Discovery,5:20'],
    ['Spanish in full', 'Nombre de la canción;Nombre del artista\nOne More Time;Daft Punk'],
    ['Italian', 'Brano,Artista,Durata\nOne More Time,Daft Punk,5:20'],
    ['Italian in full', "Nome del brano;Nome dell'artista\nOne More Time;Daft Punk"],
    ['Portuguese', 'Faixa;Artista;Duração\nOne More Time;Daft Punk;5:20'],
    ['Portuguese in full', 'Nome da música,Nome do artista\nOne More Time,Daft Punk'],
    ['no heading, quoted', '"Daft Punk","One More Time"\n"Daft Punk","Aerodynamic"'],
    ['no heading, tabs', 'Daft Punk\tOne More Time\tDiscovery\nDaft Punk\tAerodynamic\tDiscovery'],
  ])('with %s', (_, text) => {
    expect(short(text)[0]).toBe('Daft Punk / One More Time')
  })

  it('without a heading, as a file, the artist is who repeats', () => {
    expect(short('Airbag,Radiohead\nLucky,Radiohead\nNude,Radiohead', 'x.csv')[0]).toBe('Radiohead / Airbag')
  })

  it('without an artist, titles are parted as channels write them', () => {
    expect(short(`Title,Video ID\nDaft Punk - One More Time,dQw4w9WgXcQ`)).toEqual([
      'Daft Punk / One More Time',
    ])
    expect(readListNow(`Title,Video ID\nA - B,dQw4w9WgXcQ`).rows[0]?.link?.sourceKey).toBe(
      'youtube:dQw4w9WgXcQ',
    )
  })
})

describe('cells', () => {
  const titles = (cells: string) => readListNow(`Title,Artist\n${cells}`).rows.map((row) => row.title)

  it.each<[string, string[]]>([
    ['"Hello, Goodbye",x', ['Hello, Goodbye']],
    ['"Say ""Hi""",x', ['Say "Hi"']],
    ['"Say \\"Hi\\"",x', ['Say "Hi"']],
    ['Hello\\, Goodbye,x', ['Hello, Goodbye']],
    ['"Two\nlines",x', ['Two lines']],
    ['"never closed,x\nB,y', ['"never closed', 'B']],
    ['7" mix,x', ['7" mix']],
    ['"7"" mix",x', ['7" mix']],
    ["'=SUM(A1),x", ['=SUM(A1)']],
    ['=HYPERLINK(1),x', ['=HYPERLINK(1)']],
    ['A\u0000B\u202eC,x', ['ABC']],
    [',x', []],
  ])('%j', (cells, expected) => {
    expect(titles(cells)).toEqual(expected)
  })

  it('that lack a title are told with their line', () => {
    expect(readListNow('Title,Artist\nA,B\n,C\nD,E').problems).toMatchObject([{ line: 3, why: 'no-title' }])
  })

  it('of several playlists keep which they are of', () => {
    const { name, rows } = readListNow('Playlist,Title,Artist\nOne,A,B\nTwo,C,D')
    expect([name, rows.map((row) => row.list)]).toEqual(['', ['One', 'Two']])
  })

  it('of songs on a device have no link', () => {
    const { rows } = readListNow('Track URI,Track Name,Artist Name(s)\nspotify:local:A:B:C:200,C,A')
    expect(rows).toMatchObject([{ title: 'C', artist: 'A', link: null }])
  })

  it.each<[string, number | null]>([
    ['5:20', 320_000],
    ['320', 320_000],
    ['320357', 320_357],
    ['320.5', 320_500],
    ['1:02:03', 3_723_000],
    ['', null],
    ['x', null],
    ['-3', null],
    ['0', null],
  ])('the length %s is %s ms', (cell, ms) => {
    expect(readListNow(`Title,Artist,Duration\nA,B,${cell}`).rows[0]?.durationMs).toBe(ms)
  })
})

describe('what a row is known by', () => {
  const key = (title: string, artist = 'A', album = '') => keyOfRow({ title, artist, album, link: null })

  it('is the same for the same song, however it is written', () => {
    expect(key('One More Time (feat. Romanthony)', 'Daft Punk')).toBe(key('one more time', 'DAFT PUNK'))
    expect(key('Jóga - Remastered', 'Björk')).toBe(key('Joga', 'Bjork'))
  })

  it('is another for another version, another artist, or another album where no artist is known', () => {
    expect(key('B (Live)')).not.toBe(key('B'))
    expect(key('B (X Remix)')).not.toBe(key('B (Y Remix)'))
    expect(key('B', 'C')).not.toBe(key('B'))
    expect(key('Intro', '', 'One')).not.toBe(key('Intro', '', 'Two'))
    expect(key('B', 'A', 'One')).toBe(key('B', 'A', 'Two'))
  })
})
