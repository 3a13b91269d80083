import { LYRICS } from './lyrics.ts'
import { inRoom } from './room.ts'
import { type Stereo, place, silence } from './stereo.ts'
import { strip } from './strip.ts'
import { FRAMES } from './time.ts'
import { singOnce } from './voice.ts'

/** The vocal stem: a lead in the middle, two softer takes at the sides, and a plate behind. */
export function renderVocals(): Stereo {
  const track = silence(FRAMES)
  const take = (seed: number) => strip(singOnce(LYRICS, FRAMES, seed))
  place(track, take(1), 0, 0.58)
  place(track, take(201), 0.011, 0.14, -0.7)
  place(track, take(301), 0.017, 0.14, 0.7)
  return inRoom(track, { seconds: 1.6, bright: 5200, distance: 0.03 }, 0.22)
}
