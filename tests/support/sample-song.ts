import { noEdit } from '#lib/core/domain/analysis.ts'
import { gridOf } from '#lib/core/music/grid.ts'
import type { SongFacts } from '#lib/core/formats/song-facts.ts'

/** A song of a minute at 124 BPM that begins with an upbeat, with all that documents can say of it; its words are nasty. */
export function sampleSong(change: Partial<SongFacts> = {}): SongFacts {
  const durationS = 60
  return {
    title: 'Nacht & <Tag> "eins" 日本',
    artist: 'Söhne\tder Straße',
    album: 'Album & Co',
    albumArtist: '',
    genre: 'House',
    year: 2024,
    trackNumber: 3,
    durationS,
    sampleRate: 44_100,
    grid: gridOf(null, { ...noEdit('t'), bpm: 124, downbeatS: 0.61 }, durationS),
    key: { tonic: 6, mode: 'minor' },
    sections: [
      { name: 'Intro', start: 0, end: 16.1 },
      { name: 'Chorus', start: 16.1, end: 60 },
    ],
    chords: [
      { name: 'F#m', start: 0.61, end: 8 },
      { name: 'N', start: 8, end: 9 },
      { name: 'Bb7', start: 9, end: 60 },
    ],
    cues: [
      { name: 'Drop', at: 16.1, color: '#f07f2e' },
      { name: 'Outro', at: 50, color: '#66788a' },
    ],
    loops: [{ name: '4 bars', start: 16.1, end: 23.84 }],
    files: [
      {
        lane: 'vocals',
        label: 'Vocals',
        path: 'stems/Söhne - Nacht & Tag (vocals).wav',
        bytes: 1000,
        color: '#ff6f91',
      },
      {
        lane: 'drums',
        label: 'Drums',
        path: 'stems/Söhne - Nacht & Tag (drums).wav',
        bytes: 2000,
        color: '#ffb347',
      },
    ],
    ...change,
  }
}
