import { analysisCsv, analysisJson, type AnalysisFile } from '../domain/analysis-export.ts'
import type { DocumentId } from '../domain/recipe.ts'
import { audacityLabels } from '../formats/audacity.ts'
import { cueSheet } from '../formats/cue-sheet.ts'
import { midiFile } from '../formats/midi.ts'
import { m3uPlaylist } from '../formats/playlist.ts'
import { reaperProject } from '../formats/reaper.ts'
import { rekordboxXml } from '../formats/rekordbox.ts'
import type { SongFacts } from '../formats/song-facts.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import type { DocumentSong } from './document-song.ts'
import { songFactsOf } from './song-facts-of.ts'

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
    return typeof made === 'string' ? encodeUtf8(made) : made
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
    return encodeUtf8(
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
  write: ([song]) => encodeUtf8(song ? make(song.analysis) : ''),
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
