import { parseMidi } from 'midi-file'
import { describe, expect, it } from 'vitest'
import { sampleTrack } from '#tests/support/sample-rows.ts'
import { noDetail } from '../domain/analysis-detail.ts'
import { noEdit } from '../domain/analysis.ts'
import { gridOf } from '../music/grid.ts'
import type { DocumentSong } from './document-song.ts'
import type { DocumentId } from '../domain/recipe.ts'
import { documentIds } from './document-kinds.ts'
import { writeDocument } from './documents.ts'
import { pathFrom } from './song-facts-of.ts'

const edit = { ...noEdit('t'), bpm: 120, downbeatS: 1.2 }
const file = (part: string, format: 'flac24' | 'mp3-320') => ({
  path: `Song/Song (${part}).${format.slice(0, 3)}`,
  part,
  stem: part === 'vocals' ? ('vocals' as const) : null,
  format,
  frames: 44_100 * 30,
  rate: 44_100,
})
const song: DocumentSong = {
  track: { ...sampleTrack('t', 44_100 * 30), title: 'Song', artist: 'Who' },
  analysis: {
    track: { title: 'Song', artist: 'Who', album: '', durationS: 30, sha256: null },
    results: { mix: null, stems: null },
    details: {
      mix: {
        ...noDetail(),
        sections: [{ type: 'pre_chorus', label: 'A', start: 0, end: 10, confidence: 1, energy: 1, group: 0 }],
        cues: [{ time: 1.2, label: 'drop', type: 'drop', confidence: 1 }],
      },
      stems: null,
    },
    edit,
    facts: null,
  },
  grid: gridOf(null, edit, 30),
  shiftS: 0.8,
  durationS: 30.8,
  sampleRate: 44_100,
  files: [file('vocals', 'mp3-320'), file('vocals', 'flac24'), file('no vocals', 'flac24')],
}
const text = (id: DocumentId, path: string) =>
  new TextDecoder().decode(writeDocument(id, [song], path) ?? undefined)

describe('papers of an export', () => {
  it('can all be made, also of a song of which nothing is known', () => {
    const bare = {
      ...song,
      grid: null,
      analysis: { ...song.analysis, details: { mix: null, stems: null } },
      files: [],
    }
    for (const id of documentIds()) expect(writeDocument(id, [bare], 'x.y')).toBeInstanceOf(Uint8Array)
  })

  it('name each sound once, in its best format, from where they lie', () => {
    const rpp = text('rpp', 'Song/Song.rpp')
    expect(rpp.match(/<TRACK/g)).toHaveLength(2)
    expect(rpp).toContain('FILE "Song (vocals).fla"')
    expect(text('m3u8', 'My set.m3u8')).toContain(
      '#PLAYLIST:My set\n#EXTINF:31,Who - Song (Vocals)\nSong/Song (vocals).fla',
    )
  })

  it('speak of times as they are in the files: a silence put first moves everything, and bar 1 is a bar line', () => {
    expect(text('labels-sections', 'x.txt')).toBe('0.800000\t10.800000\tPre-chorus\n')
    expect(text('labels-beats', 'x.txt').split('\n')[0]).toBe('0.000000\t0.000000\t1.1')
    expect(text('rpp', 'x.rpp')).toContain('MARKER 1 2 "Drop"')
    const midi = parseMidi(writeDocument('midi', [song], 'x.mid') ?? new Uint8Array())
    const metres = midi.tracks[0]?.filter((event) => event.type === 'timeSignature')
    expect(metres).toMatchObject([{ numerator: 4, denominator: 4 }])
  })

  it('find their way between folders', () => {
    expect(pathFrom('a/b/x.rpp', 'a/b/y.wav')).toBe('y.wav')
    expect(pathFrom('a/b/x.rpp', 'a/c/y.wav')).toBe('../c/y.wav')
    expect(pathFrom('x.rpp', 'a/c/y.wav')).toBe('a/c/y.wav')
    expect(pathFrom('a/x.rpp', 'a')).toBe('../a')
  })
})
