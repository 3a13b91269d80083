import { expect, test } from 'vitest'
import { NO_FACTS, NO_TEXT, type Track } from '../domain/track.ts'
import { tracksCsv } from './tracks-csv.ts'

const track = (more: Partial<Track>): Track => ({
  ...{
    ...NO_TEXT,
    ...NO_FACTS,
    id: 't',
    sourceKey: 'k',
    state: 'listed',
    fault: null,
    file: null,
    audio: null,
  },
  ...{ pcm: null, durationS: null, hasCover: false, addedAt: 0, edited: [] },
  ...more,
})

test('quotes, commas and line ends stay inside their cell', () => {
  const [, line] = tracksCsv([track({ title: 'Say "hi", you', artist: 'A\nB', durationMs: 1000 })]).split(
    '\r\n',
  )
  expect(line).toBe(',"Say ""hi"", you","A\nB",,,,,,1000,,')
})

test.each(['=1+1', '+44', '-2', '@SUM(A1)', '\t=1'])('what a spreadsheet would run is text: %j', (title) => {
  expect(tracksCsv([track({ title })])).toContain(`"'${title}"`)
})
