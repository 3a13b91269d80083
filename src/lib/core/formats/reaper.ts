import { decimal, oneLine, rgb } from './plain-text.ts'
import type { SongFacts, SongFile } from './song-facts.ts'
import { tempoMapOf, type TempoMap } from './tempo-map.ts'

/** Holds its tempo until the next point, as a map of steady stretches wants it. */
const SQUARE = 1
/** REAPER's mark of a colour that was chosen. */
const CHOSEN = 0x1000000

/** A REAPER project: a track per file at second 0, tempo and bars as a tempo envelope, sections as regions, cues as markers. */
export function reaperProject(facts: SongFacts): string {
  const map = tempoMapOf(facts.grid)
  const [first] = map.tempos
  const [metre] = map.metres
  const lines = [
    '<REAPER_PROJECT 0.1 "7.0" 0',
    `  TITLE ${quoted(facts.title)}`,
    `  AUTHOR ${quoted(facts.artist)}`,
    '  RIPPLE 0',
    '  PANLAW 1',
    // The ruler in bars, with seconds below.
    '  TIMEMODE 1 5 -1 30 0 0 -1',
    `  SAMPLERATE ${facts.sampleRate} 1 0`,
    // Items keep their seconds when the tempo is changed.
    '  TIMELOCKMODE 0',
    '  TEMPOENVLOCKMODE 0',
    `  TEMPO ${decimal(first?.bpm ?? 120, 10)} ${metre?.numerator ?? 4} ${metre?.denominator ?? 4}`,
    ...tempoEnvelope(map),
    ...markers(facts),
    ...facts.files.flatMap((file, index) => track(file, index, facts)),
    '>',
  ]
  return `${lines.join('\n')}\n`
}

function tempoEnvelope({ tempos, metres }: TempoMap): string[] {
  const times = [...new Set([...tempos, ...metres].map(({ at }) => at))].toSorted((a, b) => a - b)
  const points = times.map((at) => {
    const tempo = tempos.findLast((one) => one.at <= at)
    const metre = metres.find((one) => one.at === at)
    const point = `    PT ${decimal(at, 12)} ${decimal(tempo?.bpm ?? 120, 10)} ${SQUARE}`
    return metre ? `${point} ${metre.numerator + metre.denominator * 0x10000} 0 1` : point
  })
  return [
    '  <TEMPOENVEX',
    '    ACT 1 -1',
    '    VIS 1 0 1',
    '    LANEHEIGHT 0 0',
    '    ARM 0',
    '    DEFSHAPE 1 -1 -1',
    ...points,
    '  >',
  ]
}

function markers({ sections, cues }: SongFacts): string[] {
  const regions = sections.flatMap(({ name, start, end }, i) => [
    `  MARKER ${i + 1} ${decimal(start, 12)} ${quoted(name)} 1`,
    `  MARKER ${i + 1} ${decimal(end, 12)} "" 1`,
  ])
  const places = cues.map(
    ({ name, at, color }, i) => `  MARKER ${i + 1} ${decimal(at, 12)} ${quoted(name)} 0 ${native(color)} 1`,
  )
  return [...regions, ...places]
}

function track({ label, path, color }: SongFile, index: number, { durationS }: SongFacts): string[] {
  return [
    '  <TRACK',
    `    NAME ${quoted(label)}`,
    `    PEAKCOL ${native(color)}`,
    '    BEAT -1',
    '    VOLPAN 1 0 -1 -1 1',
    '    MUTESOLO 0 0 0',
    '    NCHAN 2',
    '    <ITEM',
    '      POSITION 0',
    '      SNAPOFFS 0',
    `      LENGTH ${decimal(durationS, 12)}`,
    '      LOOP 0',
    '      ALLTAKES 0',
    '      FADEIN 1 0 0 1 0 0 0',
    '      FADEOUT 1 0 0 1 0 0 0',
    '      MUTE 0 0',
    `      IID ${index + 1}`,
    `      NAME ${quoted(label)}`,
    '      VOLPAN 1 0 1 -1',
    '      SOFFS 0',
    '      PLAYRATE 1 1 0 -1 0 0.0025',
    '      CHANMODE 0',
    `      <SOURCE ${sourceKind(path)}`,
    `        FILE ${quoted(path)}`,
    '      >',
    '    >',
    '  >',
  ]
}

function sourceKind(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'flac' || ending === 'mp3') return ending.toUpperCase()
  return ending === 'opus' || ending === 'ogg' ? 'VORBIS' : ending === 'wav' ? 'WAVE' : 'VIDEO'
}

/** Blue above green above red, as the file keeps it. */
function native(color: string): number {
  const [red, green, blue] = rgb(color)
  return CHOSEN + red + green * 0x100 + blue * 0x10000
}

/** In the first of the three kinds of quotes that it does not hold; where it holds all, the last is changed. */
function quoted(words: string): string {
  const text = oneLine(words)
  const mark = ['"', "'", '`'].find((one) => !text.includes(one))
  return mark ? `${mark}${text}${mark}` : `\`${text.replaceAll('`', "'")}\``
}
