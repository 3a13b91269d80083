import { encodeUtf8 } from '../text/utf8.ts'
import { decimal, oneLine } from './plain-text.ts'
import type { SongFacts, SongFile } from './song-facts.ts'
import { quarterAt, tempoMapOf, type TempoMap } from './tempo-map.ts'
import { element, xmlDocument, xmlText } from './xml.ts'

/** The version of the format that is written (bitwig/dawproject). */
const VERSION = '1.0'
const MASTER = { track: 'track-master', channel: 'channel-master' }

/** The two texts of a DAWproject; its sound lies in the same ZIP, under the paths of `files`. */
export function dawProject(facts: SongFacts): { name: string; bytes: Uint8Array<ArrayBuffer> }[] {
  return [
    { name: 'project.xml', bytes: encodeUtf8(projectXml(facts)) },
    { name: 'metadata.xml', bytes: encodeUtf8(metadataXml(facts)) },
  ]
}

function metadataXml({ title, artist, album, year, genre }: SongFacts): string {
  const said = {
    Title: title,
    Artist: artist,
    Album: album,
    Year: year === null ? '' : String(year),
    Genre: genre,
  }
  const inside = Object.entries(said)
    .map(([name, value]) => [name, oneLine(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => element(name, {}, [xmlText(value)]))
  return xmlDocument(element('MetaData', {}, inside))
}

function projectXml(facts: SongFacts): string {
  const map = tempoMapOf(facts.grid)
  const project = element('Project', { version: VERSION }, [
    element('Application', { name: 'Sound Forge Alchemy', version: VERSION }),
    transport(map),
    element('Structure', {}, [...facts.files.map(track), masterTrack()]),
    arrangement(facts, map),
  ])
  return xmlDocument(project)
}

function transport({ tempos, metres }: TempoMap): string {
  const bpm = decimal(tempos[0]?.bpm ?? 120, 9)
  const { numerator = 4, denominator = 4 } = metres[0] ?? {}
  return element('Transport', {}, [
    element('Tempo', { id: 'tempo', name: 'Tempo', unit: 'bpm', value: bpm }),
    element('TimeSignature', { id: 'metre', numerator, denominator }),
  ])
}

function track({ label, color }: SongFile, index: number): string {
  const channel = element(
    'Channel',
    { id: `channel-${index}`, audioChannels: 2, destination: MASTER.channel, role: 'regular' },
    level(`${index}`),
  )
  return element(
    'Track',
    { id: `track-${index}`, name: oneLine(label), color, contentType: 'audio', loaded: true },
    [channel],
  )
}

function masterTrack(): string {
  const channel = element(
    'Channel',
    { id: MASTER.channel, audioChannels: 2, role: 'master' },
    level('master'),
  )
  return element('Track', { id: MASTER.track, name: 'Master', contentType: 'audio notes', loaded: true }, [
    channel,
  ])
}

const level = (id: string) => [
  element('Mute', { id: `mute-${id}`, name: 'Mute', value: false }),
  element('Pan', { id: `pan-${id}`, name: 'Pan', min: 0, max: 1, unit: 'normalized', value: 0.5 }),
  element('Volume', { id: `volume-${id}`, name: 'Volume', min: 0, max: 2, unit: 'linear', value: 1 }),
]

function arrangement(facts: SongFacts, map: TempoMap): string {
  const beats = (seconds: number) => decimal(quarterAt(map, seconds), 9)
  const lanes = facts.files.map((file, index) =>
    element('Lanes', { id: `lanes-${index}`, track: `track-${index}` }, [
      clips(file, index, facts, beats(facts.durationS)),
    ]),
  )
  return element('Arrangement', { id: 'arrangement' }, [
    element('Lanes', { id: 'lanes', timeUnit: 'beats' }, lanes),
    ...markers(facts, beats),
    automation('tempo-curve', 'tempo', 'bpm', tempoPoints(map)),
    automation('metre-curve', 'metre', null, metrePoints(map)),
  ])
}

/** The sound is not stretched: it plays in seconds, and the tempo curve lays the bars under it. */
function clips(
  { label, path }: SongFile,
  index: number,
  { durationS, sampleRate }: SongFacts,
  beats: string,
): string {
  const seconds = decimal(durationS, 9)
  const audio = element(
    'Audio',
    {
      id: `audio-${index}`,
      timeUnit: 'seconds',
      duration: seconds,
      algorithm: 'raw',
      channels: 2,
      sampleRate,
    },
    [element('File', { path })],
  )
  const clip = element(
    'Clip',
    { name: oneLine(label), time: 0, duration: beats, contentTimeUnit: 'seconds', playStart: 0 },
    [audio],
  )
  return element('Clips', { id: `clips-${index}` }, [clip])
}

function markers({ sections, cues }: SongFacts, beats: (seconds: number) => string): string[] {
  const places = [...sections.map(({ name, start }) => ({ name, at: start, color: null })), ...cues].toSorted(
    (a, b) => a.at - b.at,
  )
  if (places.length === 0) return []
  const inside = places.map(({ name, at, color }) =>
    element('Marker', { name: oneLine(name), color, time: beats(at) }),
  )
  return [element('Markers', { id: 'markers', timeUnit: 'beats' }, inside)]
}

function automation(id: string, parameter: string, unit: string | null, points: string[]): string {
  const name = unit ? 'TempoAutomation' : 'TimeSignatureAutomation'
  return element(name, { id, timeUnit: 'beats', unit }, [element('Target', { parameter }), ...points])
}

const tempoPoints = ({ tempos }: TempoMap) =>
  tempos.map(({ quarter, bpm }) =>
    element('RealPoint', { time: decimal(quarter, 9), value: decimal(bpm, 9), interpolation: 'hold' }),
  )

const metrePoints = ({ metres }: TempoMap) =>
  metres.map(({ quarter, numerator, denominator }) =>
    element('TimeSignaturePoint', { time: decimal(quarter, 9), numerator, denominator }),
  )
