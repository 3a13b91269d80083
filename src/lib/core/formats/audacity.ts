import { barPlaceAt } from '../music/grid-places.ts'
import { oneLine } from './plain-text.ts'
import type { NamedSpan, SongFacts } from './song-facts.ts'

const line = (start: number, end: number, name: string) =>
  `${start.toFixed(6)}\t${end.toFixed(6)}\t${oneLine(name)}\n`
const spans = (list: readonly NamedSpan[]) =>
  list.map(({ name, start, end }) => line(start, end, name)).join('')

/** Label tracks for Audacity: start, end, name, with tabs between. Beats are named by bar and beat; only what is known gets a file. */
export function audacityLabels({
  grid,
  sections,
  chords,
  cues,
}: SongFacts): { name: string; text: string }[] {
  const beats = Array.from(grid?.beats ?? [], (at) => {
    const place = grid && barPlaceAt(grid, at)
    return line(at, at, place ? `${place.bar}.${place.beat}` : '')
  })
  const files = [
    { name: 'beats', text: beats.join('') },
    { name: 'sections', text: spans(sections) },
    { name: 'chords', text: spans(chords) },
    { name: 'cues', text: cues.map(({ name, at }) => line(at, at, name)).join('') },
  ]
  return files.filter(({ text }) => text !== '')
}
