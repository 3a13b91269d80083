import { oneLine } from './plain-text.ts'
import type { NamedSpan, SongFacts } from './song-facts.ts'

/** Frames of a CUE sheet: 75 to the second. */
const FRAMES = 75
/** A sheet has no more. */
const MOST_TRACKS = 99

/** A CUE sheet over one file, its sections as tracks; the whole as one where there are none. */
export function cueSheet(song: SongFacts, path: string): string {
  const whole: NamedSpan = { name: song.title, start: 0, end: song.durationS }
  const spans = song.sections.length > 0 ? song.sections.slice(0, MOST_TRACKS) : [whole]
  // The first index of a sheet is 0, or players skip what lies before.
  const tracks = spans.flatMap(({ name, start }, i) => [
    `  TRACK ${two(i + 1)} AUDIO`,
    `    TITLE ${quoted(name)}`,
    `    INDEX 01 ${moment(i === 0 ? 0 : start)}`,
  ])
  const head = [`PERFORMER ${quoted(song.artist)}`, `TITLE ${quoted(song.title)}`]
  return `${[...head, `FILE ${quoted(path)} WAVE`, ...tracks].join('\r\n')}\r\n`
}

function moment(seconds: number): string {
  const frames = Math.round(seconds * FRAMES)
  return [Math.floor(frames / (FRAMES * 60)), Math.floor(frames / FRAMES) % 60, frames % FRAMES]
    .map(two)
    .join(':')
}

const two = (value: number) => String(value).padStart(2, '0')
/** There is no way to write a quote inside of quotes. */
const quoted = (words: string) => `"${oneLine(words).replaceAll('"', "'")}"`
