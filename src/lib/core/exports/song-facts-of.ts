import type { AnalysisDetail } from '../domain/analysis-detail.ts'
import { cueColor } from '../domain/cue-colors.ts'
import { laneHex } from '../domain/lane-colors.ts'
import type { NamedSpan, SongFacts, SongFile } from '../formats/song-facts.ts'
import { shiftGrid } from '../music/shift-grid.ts'
import type { DocumentFile, DocumentSong } from './document-song.ts'
import { FORMATS } from './formats.ts'

/** Loops that are offered to other programs. */
const MOST_LOOPS = 4

/** What a paper at `path` says of a song: times of its files, and its files as seen from there, each sound once, in its best format. */
export function songFactsOf(song: DocumentSong, path: string): SongFacts {
  const { track, analysis, shiftS, durationS, sampleRate } = song
  const detail = analysis.details.mix ?? analysis.details.stems
  const { title, artist, album, albumArtist, genre, year, trackNumber } = track
  return {
    ...{ title: title.trim() || 'Untitled', artist, album, albumArtist, genre, year, trackNumber },
    ...{ durationS, sampleRate },
    grid: song.grid && shiftGrid(song.grid, shiftS, durationS),
    key: analysis.facts?.key ?? null,
    ...timesOf(detail, shiftS, durationS),
    files: bestOfEach(song.files).map((file) => fileOf(file, path)),
  }
}

function timesOf(detail: AnalysisDetail | null, shiftS: number, durationS: number) {
  const within = (spans: readonly NamedSpan[]) =>
    spans
      .map(({ name, start, end }) => ({
        name,
        start: Math.max(0, start + shiftS),
        end: Math.min(durationS, end + shiftS),
      }))
      .filter(({ start, end }) => end > start)
  const loops = detail?.loops.filter(({ recommended }) => recommended).slice(0, MOST_LOOPS) ?? []
  return {
    sections: within(detail?.sections.map((one) => ({ ...one, name: spoken(one.type) })) ?? []),
    chords: within(detail?.chords.map((one) => ({ ...one, name: one.chord })) ?? []),
    loops: within(loops.map((one) => ({ ...one, name: one.bars === 1 ? '1 bar' : `${one.bars} bars` }))),
    cues: (detail?.cues ?? [])
      .map(({ label, time }) => ({ name: spoken(label), at: time + shiftS, color: cueColor(label) }))
      .filter(({ at }) => at >= 0 && at < durationS),
  }
}

/** `pre_chorus` as a person writes it: `Pre-chorus`. */
function spoken(word: string): string {
  const plain = word.replaceAll('_', '-')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

/** Of the same sound in several formats the one that lost least. */
function bestOfEach(files: readonly DocumentFile[]): DocumentFile[] {
  const worth = ({ format }: DocumentFile) => FORMATS[format].bits ?? 0
  const byPart = Map.groupBy(files, ({ part }) => part)
  return [...byPart.values()].flatMap((same) => same.toSorted((a, b) => worth(b) - worth(a)).slice(0, 1))
}

function fileOf({ path, part, stem, format, frames, rate }: DocumentFile, from: string): SongFile {
  return {
    lane: stem ?? (part === '' ? 'mix' : null),
    label: part === '' ? 'Song' : spoken(part),
    path: pathFrom(from, path),
    bytes: Math.round((frames / rate) * FORMATS[format].bytesPerS),
    color: laneHex(stem),
  }
}

/** `to` as seen from the folder of `from`; both inside the same export. */
export function pathFrom(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1)
  const parts = to.split('/')
  const shared = folders.findIndex((folder, i) => folder !== parts[i] || i >= parts.length - 1)
  const same = shared === -1 ? folders.length : shared
  return [...folders.slice(same).map(() => '..'), ...parts.slice(same)].join('/')
}
