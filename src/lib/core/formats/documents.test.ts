import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { sampleSong } from '#tests/support/sample-song.ts'
import { audacityLabels } from './audacity.ts'
import { cueSheet } from './cue-sheet.ts'
import { dawProject } from './dawproject.ts'
import { m3uPlaylist } from './playlist.ts'
import { reaperProject } from './reaper.ts'
import { rekordboxXml } from './rekordbox.ts'

const song = sampleSong()
const bare = sampleSong({
  title: '',
  artist: '',
  album: '',
  genre: '',
  year: null,
  grid: null,
  key: null,
  sections: [],
  chords: [],
  cues: [],
  loops: [],
  files: [],
})

const schema = (name: string) => readFileSync(`tests/fixtures/dawproject/${name}.xsd`, 'utf8')

/** What libxml2 has against it; with a schema, also what the schema has. */
async function faults(xml: string | Uint8Array, xsd: string | null): Promise<string[]> {
  const contents = typeof xml === 'string' ? xml : new TextDecoder().decode(xml)
  const file = { fileName: 'it.xml', contents }
  const result = xsd
    ? await validateXML({ xml: file, schema: xsd })
    : await validateXML({ xml: file, normalization: 'format' })
  return result.errors.map(({ message }) => message)
}

describe('a DAWproject', () => {
  it.each([
    ['a song', song],
    ['a song of which nothing is known', bare],
  ])('is valid against the published schema: %s', async (_, facts) => {
    const [project, metadata] = dawProject(facts)
    expect(await faults(project?.bytes ?? '', schema('Project'))).toEqual([])
    expect(await faults(metadata?.bytes ?? '', schema('MetaData'))).toEqual([])
  })

  it('is held to that schema: a word that it does not know is refused', async () => {
    const [project] = dawProject(song)
    const text = new TextDecoder().decode(project?.bytes)
    expect(await faults(text.replaceAll('unit="bpm"', 'unit="bmp"'), schema('Project'))).not.toEqual([])
  })

  it('has a track for each stem, its sound unstretched from second 0, and the bars below', () => {
    const text = new TextDecoder().decode(dawProject(song)[0]?.bytes)
    expect(text.match(/<Track /g)).toHaveLength(3)
    expect(text).toContain('<File path="stems/Söhne - Nacht &amp; Tag (vocals).wav"/>')
    expect(text).toContain('contentTimeUnit="seconds" playStart="0"')
    expect(text).toContain('<RealPoint time="0.25" value="124" interpolation="hold"/>')
    expect(text).toMatch(/<Marker name="Drop" color="#f07f2e" time="33\.2\d+"\/>/)
  })
})

describe('a REAPER project', () => {
  const text = reaperProject(song)

  it('closes what it opens, and indents by it', () => {
    let depth = 0
    for (const line of text.trimEnd().split('\n')) {
      if (line.trim() === '>') depth--
      expect(line.length - line.trimStart().length).toBe(depth * 2)
      if (line.trim().startsWith('<')) depth++
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
  })

  it('has a track per stem with its file and colour', () => {
    expect(text.match(/<TRACK/g)).toHaveLength(2)
    expect(text).toContain('NAME "Vocals"\n    PEAKCOL 26308607\n')
    expect(26308607).toBe(0x1000000 + 0xff + 0x6f * 0x100 + 0x91 * 0x10000)
    expect(text).toContain('<SOURCE WAVE\n        FILE "stems/Söhne - Nacht & Tag (vocals).wav"')
  })

  it('has the tempo from the beginning, and the bar where it begins', () => {
    const points = [...text.matchAll(/ {4}PT (\S+) (\S+) 1(?: (\d+) 0 1)?/g)].map(([, at, bpm, metre]) => [
      Number(at).toFixed(3),
      Number(bpm).toFixed(2),
      metre === undefined ? null : `${Number(metre) & 0xffff}/${Number(metre) >> 16}`,
    ])
    expect(points).toEqual([
      ['0.000', '118.93', '1/16'],
      ['0.126', '124.00', '1/4'],
      ['0.610', '124.00', '4/4'],
    ])
  })

  it('quotes names that hold quotes', () => {
    expect(text).toContain(`TITLE 'Nacht & <Tag> "eins" 日本'`)
    expect(reaperProject(sampleSong({ title: `a"b'c` }))).toContain('TITLE `a"b\'c`')
    expect(reaperProject(sampleSong({ title: 'a"b\'c`d\n>' }))).toContain("TITLE `a\"b'c'd >`")
  })

  it('has sections as regions and cues as markers', () => {
    expect(text).toContain('MARKER 2 16.1 "Chorus" 1\n  MARKER 2 60 "" 1')
    expect(text).toContain('MARKER 1 16.1 "Drop" 0')
  })
})

describe('a Rekordbox collection', () => {
  const xml = rekordboxXml([song, bare], 'Set & List', 'C:\\Users\\me\\Music')

  it('is well-formed', async () => {
    expect(await faults(xml, null)).toEqual([])
  })

  it('says where the files are as rekordbox writes it', () => {
    expect(xml).toContain(
      'Location="file://localhost/C:/Users/me/Music/stems/S%C3%B6hne%20-%20Nacht%20%26%20Tag%20(vocals).wav"',
    )
    expect(rekordboxXml([song], 'x', '/Users/me')).toContain('Location="file://localhost/Users/me/stems/')
  })

  it('has grid, key, pads and loops', () => {
    expect(xml).toContain('Tonality="F#m"')
    expect(xml).toContain('<TEMPO Inizio="0.126" Bpm="124.00" Metro="4/4" Battito="1"/>')
    expect(xml).toContain(
      '<POSITION_MARK Name="Drop" Type="0" Start="16.100" Num="0" Red="240" Green="127" Blue="46"/>',
    )
    expect(xml).toContain('<POSITION_MARK Name="4 bars" Type="4" Start="16.100" End="23.84" Num="2"/>')
    expect(xml).toContain(
      '<NODE Name="Set &amp; List" Type="1" KeyType="0" Entries="2"><TRACK Key="1"/><TRACK Key="2"/></NODE>',
    )
  })

  it('sets a tempo that two decimals cannot hold on the beat again before it drifts', () => {
    const beats = Float64Array.from({ length: 500 }, (_, i) => (i * 60) / 124.0049)
    const grid = { beats, bars: Uint32Array.from([0]), beatsPerBar: 4, bpm: 124.0049 }
    const marks = [
      ...rekordboxXml([sampleSong({ grid, durationS: 242 })], 'x', '/').matchAll(
        /<TEMPO Inizio="(\S+)" Bpm="(\S+)"/g,
      ),
    ]
    expect(marks.length / 2).toBeGreaterThan(2)
    for (const beat of beats) {
      const [, at, bpm] =
        marks.slice(0, marks.length / 2).findLast(([, from]) => Number(from) <= beat + 0.001) ?? []
      const period = 60 / Number(bpm)
      const off = (beat - Number(at)) / period
      expect(Math.abs(off - Math.round(off)) * period).toBeLessThan(0.006)
    }
  })
})

describe('plain lists', () => {
  it('name beats by bar and beat, sections and chords by their span', () => {
    const labels = audacityLabels(song)
    expect(labels.map(({ name }) => name)).toEqual(['beats', 'sections', 'chords', 'cues'])
    expect(labels[0]?.text.split('\n').slice(0, 3)).toEqual([
      '0.126129\t0.126129\t0.1',
      '0.610000\t0.610000\t1.1',
      '1.093871\t1.093871\t1.2',
    ])
    expect(labels[1]?.text).toBe('0.000000\t16.100000\tIntro\n16.100000\t60.000000\tChorus\n')
    expect(audacityLabels(bare)).toEqual([])
  })

  it('are an extended M3U', () => {
    expect(m3uPlaylist([song], 'A\nB').split('\n').slice(0, 4)).toEqual([
      '#EXTM3U',
      '#PLAYLIST:A B',
      '#EXTINF:60,Söhne der Straße - Nacht & <Tag> "eins" 日本 (Vocals)',
      'stems/Söhne - Nacht & Tag (vocals).wav',
    ])
  })

  it('are a CUE sheet whose first track begins at 0', () => {
    expect(cueSheet(song, 'a "b".wav')).toContain(
      `FILE "a 'b'.wav" WAVE\r\n  TRACK 01 AUDIO\r\n    TITLE "Intro"\r\n    INDEX 01 00:00:00`,
    )
    expect(cueSheet(song, 'a.wav')).toContain('INDEX 01 00:16:08')
    expect(cueSheet(bare, 'a.wav')).toContain('TRACK 01 AUDIO\r\n    TITLE ""')
  })
})
