import { barPlaceAt } from '../music/grid-places.ts'
import { keyShort } from '../music/musical-key.ts'
import { decimal, oneLine, rgb } from './plain-text.ts'
import type { NamedPlace, NamedSpan, SongFacts, SongFile } from './song-facts.ts'
import { tempoMapOf, type TempoPoint } from './tempo-map.ts'
import { element, xmlDocument } from './xml.ts'

/** rekordbox has pads A to H. */
const PADS = 8
/** A grid of two decimals is set anew before it is this far off, in seconds. */
const DRIFT_S = 0.003
const KINDS: Readonly<Record<string, string>> = {
  wav: 'WAV File',
  flac: 'FLAC File',
  mp3: 'MP3 File',
  m4a: 'M4A File',
  mp4: 'M4A File',
}

/**
 * A collection that rekordbox (and Mixxx, and Traktor through converters) imports: a track per file, with grid, key, hot cues and
 * loops, and a playlist of them all. `folder` is where the paths begin, as an absolute path of any system.
 */
export function rekordboxXml(songs: readonly SongFacts[], playlist: string, folder: string): string {
  const entries = songs.flatMap((song) => song.files.map((file) => ({ song, file })))
  const tracks = entries.map(({ song, file }, i) => track(song, file, i + 1, folder))
  const keys = entries.map((_, i) => element('TRACK', { Key: i + 1 }))
  const list = element('NODE', { Name: oneLine(playlist), Type: 1, KeyType: 0, Entries: keys.length }, keys)
  const root = element('DJ_PLAYLISTS', { Version: '1.0.0' }, [
    element('PRODUCT', { Name: 'Sound Forge Alchemy', Version: '1.0', Company: '' }),
    element('COLLECTION', { Entries: tracks.length }, tracks),
    element('PLAYLISTS', {}, [element('NODE', { Type: 0, Name: 'ROOT', Count: 1 }, [list])]),
  ])
  return xmlDocument(root)
}

function track(song: SongFacts, file: SongFile, id: number, folder: string): string {
  const ending = file.path.slice(file.path.lastIndexOf('.') + 1).toLowerCase()
  const isWhole = file.lane === null || file.lane === 'mix'
  const attributes = {
    TrackID: id,
    Name: oneLine(isWhole ? song.title : `${song.title} (${file.label})`),
    Artist: oneLine(song.artist),
    Album: oneLine(song.album),
    Genre: oneLine(song.genre),
    Kind: KINDS[ending] ?? null,
    Size: file.bytes,
    TotalTime: Math.round(song.durationS),
    TrackNumber: song.trackNumber,
    Year: song.year,
    AverageBpm: song.grid ? song.grid.bpm.toFixed(2) : null,
    SampleRate: song.sampleRate,
    Location: location(folder, file.path),
    Tonality: song.key ? keyShort(song.key) : null,
  }
  return element('TRACK', attributes, [
    ...grid(song),
    ...song.cues.map(cue),
    ...song.loops.map((loop, i) => mark(loop, i, song.cues.length)),
  ])
}

/** `file://localhost/C:/Music/a%20b.wav`: each part encoded, the drive's colon kept. */
function location(folder: string, path: string): string {
  const parts = [...folder.split(/[/\\]/), ...path.split('/')].filter((part) => part !== '' && part !== '.')
  const encoded = parts.map((part) =>
    encodeURIComponent(part.toWellFormed()).replace(/^([A-Za-z])%3A$/, '$1:'),
  )
  return `file://localhost/${encoded.join('/')}`
}

function grid(song: SongFacts): string[] {
  if (!song.grid) return []
  const { beatsPerBar, beats } = song.grid
  const first = beats[0] ?? 0
  const points = tempoMapOf(song.grid).tempos.filter(({ at }) => at >= first - 1e-9 || beats.length < 2)
  return points
    .flatMap((point, i) => held(point, points[i + 1]?.at ?? song.durationS))
    .map(({ at, bpm }) => {
      const beat = song.grid ? (barPlaceAt(song.grid, at)?.beat ?? 1) : 1
      return element('TEMPO', {
        Inizio: at.toFixed(3),
        Bpm: bpm.toFixed(2),
        Metro: `${beatsPerBar}/4`,
        Battito: beat,
      })
    })
}

/** One steady stretch as often as its tempo of two decimals has to be set on the beat anew. */
function held({ at, bpm }: TempoPoint, end: number): { at: number; bpm: number }[] {
  const said = Number(bpm.toFixed(2))
  const drift = Math.abs(60 / said - 60 / bpm)
  const beats = Math.max(1, Math.floor((end - at) * (bpm / 60) + 1e-6))
  const step = drift * beats <= DRIFT_S ? beats : Math.max(1, Math.floor(DRIFT_S / drift))
  return Array.from({ length: Math.ceil(beats / step) }, (_, i) => ({ at: at + (i * step * 60) / bpm, bpm }))
}

function cue({ name, at, color }: NamedPlace, index: number): string {
  const [Red, Green, Blue] = rgb(color)
  const pad = index < PADS ? index : -1
  return element('POSITION_MARK', {
    Name: oneLine(name),
    Type: 0,
    Start: at.toFixed(3),
    Num: pad,
    Red,
    Green,
    Blue,
  })
}

function mark({ name, start, end }: NamedSpan, index: number, cues: number): string {
  const pad = cues + index < PADS ? cues + index : -1
  return element('POSITION_MARK', {
    Name: oneLine(name),
    Type: 4,
    Start: start.toFixed(3),
    End: decimal(end, 3),
    Num: pad,
  })
}
