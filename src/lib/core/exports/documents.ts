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
import { DOCUMENT_KINDS, type WrittenDocument } from './document-kinds.ts'
import type { DocumentSong } from './document-song.ts'
import { songFactsOf } from './song-facts-of.ts'

/** Makes a paper of facts: pure, no clock, no random. `path` is where it will lie itself, so that it can name sound files from there. */
type Writer = (songs: readonly DocumentSong[], path: string) => Bytes

type Bytes = Uint8Array<ArrayBuffer>

/** One for each song, of what is known of it. */
const ofSong =
  (make: (facts: SongFacts) => Bytes | string): Writer =>
  ([song], path) => {
    const made = song ? make(songFactsOf(song, path)) : ''
    return typeof made === 'string' ? encodeUtf8(made) : made
  }

/** One for all songs, called as the file is. */
const ofAll =
  (make: (all: SongFacts[], name: string) => string): Writer =>
  (songs, path) => {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
    return encodeUtf8(
      make(
        songs.map((song) => songFactsOf(song, path)),
        name,
      ),
    )
  }

/** Of the analysis as it was measured, in the time of the song. */
const ofAnalysis =
  (make: (file: AnalysisFile) => string): Writer =>
  ([song]) =>
    encodeUtf8(song ? make(song.analysis) : '')

const labels = (kind: string) =>
  ofSong((facts) => audacityLabels(facts).find(({ name }) => name === kind)?.text ?? '')

const WRITERS: Record<WrittenDocument, Writer> = {
  rpp: ofSong(reaperProject),
  midi: ofSong(midiFile),
  rekordbox: ofAll((songs, name) => rekordboxXml(songs, name, '')),
  'labels-beats': labels('beats'),
  'labels-sections': labels('sections'),
  'labels-chords': labels('chords'),
  cue: ofSong((facts) => cueSheet(facts, facts.files[0]?.path ?? '')),
  m3u8: ofAll(m3uPlaylist),
  'analysis-json': ofAnalysis(analysisJson),
  'analysis-csv': ofAnalysis(analysisCsv),
}

/** Bytes of a paper, or null where nobody writes it. */
export function writeDocument(id: DocumentId, songs: readonly DocumentSong[], path: string): Bytes | null {
  return id in DOCUMENT_KINDS ? WRITERS[id as WrittenDocument](songs, path) : null
}
