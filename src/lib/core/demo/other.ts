import { comp } from './electric-piano.ts'
import { arpeggiate } from './guitar.ts'
import { pad } from './pad.ts'
import { inRoom } from './room.ts'
import { type Stereo, silence } from './stereo.ts'
import { FRAMES } from './time.ts'

/** The stem of everything else: electric piano left of the middle, nylon guitar right, a pad behind. */
export function renderOther(): Stereo {
  const track = silence(FRAMES)
  comp(track)
  arpeggiate(track)
  pad(track)
  return inRoom(track, { seconds: 1.3, bright: 4200, distance: 0.015 }, 0.22)
}
