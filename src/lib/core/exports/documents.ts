import { analysisCsv, analysisJson, type AnalysisFile } from '../domain/analysis-export.ts'
import type { AudioFormat, DocumentId } from '../domain/recipe.ts'
import type { StemName } from '../domain/separation.ts'
import type { Track } from '../domain/track.ts'
import { audacityLabels } from '../formats/audacity.ts'
import { cueSheet } from '../formats/cue-sheet.ts'
import { midiFile } from '../formats/midi.ts'
import { utf8 } from '../formats/plain-text.ts'
import { m3uPlaylist } from '../formats/playlist.ts'
import { reaperProject } from '../formats/reaper.ts'
import { rekordboxXml } from '../formats/rekordbox.ts'
import type { SongFacts } from '../formats/song-facts.ts'
import type { Grid } from '../music/grid.ts'
import { songFactsOf } from './song-facts-of.ts'

/** A song as papers about it want it. Times of `analysis` and `grid` are those of the song: add `shiftS` for those of the files. */
export interface DocumentSong {
  track: Track
  analysis: AnalysisFile
  /** Beats and bars that count; null where there is no pulse. */
  grid: Grid | null
  /** A time in its files is the time in the song plus this: negative where its beginning was cut, positive behind a silence. */
  shiftS: number
  /** Of its files. */
  durationS: number
  sampleRate: number
  /** Its sound in this export, in order. */
  files: readonly DocumentFile[]
}

export interface DocumentFile {
  /** Inside ZIP or folder, with `/`. */
  path: string
  /** `vocals`, `no vocals`, `mix`; empty for the song itself. */
  part: string
  stem: StemName | null
  format: AudioFormat
  frames: number
  rate: number
}

/** Makes a paper of facts: pure, no clock, no random. */
export interface DocumentWriter {
  /** With its dot left out. */
  ending: string
  mime: string
  /** `song`: one beside each song's files. `export`: one for all of them, at the top. */
  scope: 'song' | 'export'
  /** `path` is where it will lie itself, so that it can name sound files from there. */
  write(songs: readonly DocumentSong[], path: string): Uint8Array<ArrayBuffer>
}

type Bytes = Uint8Array<ArrayBuffer>

/** One for each song, of what is known of it. */
const ofSong = (
  ending: string,
  mime: string,
  make: (facts: SongFacts) => Bytes | string,
): DocumentWriter => ({
  ending,
  mime,
  scope: 'song',
  write: ([song], path) => {
    const made = song ? make(songFactsOf(song, path)) : ''
    return typeof made === 'string' ? utf8(made) : made
  },
})

/** One for all songs, called as the file is. */
const ofAll = (
  ending: string,
  mime: string,
  make: (all: SongFacts[], name: string) => string,
): DocumentWriter => ({
  ending,
  mime,
  scope: 'export',
  write: (songs, path) => {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
    return utf8(
      make(
        songs.map((song) => songFactsOf(song, path)),
        name,
      ),
    )
  },
})

/** Of the analysis as it was measured, in the time of the song. */
const ofAnalysis = (ending: string, mime: string, make: (file: AnalysisFile) => string): DocumentWriter => ({
  ending,
  mime,
  scope: 'song',
  write: ([song]) => utf8(song ? make(song.analysis) : ''),
})

const labels = (kind: string) =>
  ofSong(
    `${kind}.txt`,
    'text/plain',
    (facts) => audacityLabels(facts).find(({ name }) => name === kind)?.text ?? '',
  )

/** The papers there are, a line each; what has no line cannot be asked for. */
export const DOCUMENTS: { readonly [D in DocumentId]?: DocumentWriter } = {
  rpp: ofSong('rpp', 'text/plain', reaperProject),
  midi: ofSong('mid', 'audio/midi', midiFile),
  rekordbox: ofAll('rekordbox.xml', 'application/xml', (songs, name) => rekordboxXml(songs, name, '')),
  'labels-beats': labels('beats'),
  'labels-sections': labels('sections'),
  'labels-chords': labels('chords'),
  cue: ofSong('cue', 'text/plain', (facts) => cueSheet(facts, facts.files[0]?.path ?? '')),
  m3u8: ofAll('m3u8', 'audio/x-mpegurl', m3uPlaylist),
  'analysis-json': ofAnalysis('analysis.json', 'application/json', analysisJson),
  'analysis-csv': ofAnalysis('analysis.csv', 'text/csv', analysisCsv),
}

/** Those that can be asked for. */
export const documentIds = () => Object.keys(DOCUMENTS) as DocumentId[]
