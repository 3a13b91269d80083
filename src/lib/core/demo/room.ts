import { smoother } from './filters.ts'
import { type Stereo, placeStereo, silence } from './stereo.ts'
import { SAMPLE_RATE } from './time.ts'

/** A room: `seconds` to fall by 60 dB, `bright` the corner (Hz) above which walls swallow sound, `distance` (s) before the first echo. */
export type Room = { readonly seconds: number; readonly bright: number; readonly distance: number }

// Mutually prime lengths, in samples: no echo of one line falls on another's.
const LENGTHS = [1031, 1327, 1523, 1871, 2053, 2311, 2579, 2803]

/** One delay line: `read` what the walls let through now, then `write` what goes round again. */
function delayLine(length: number, room: Room) {
  const buffer = new Float64Array(length)
  const gain = Math.pow(10, (-3 * length) / (room.seconds * SAMPLE_RATE))
  const wall = smoother(room.bright)
  let at = 0
  return {
    read: () => wall(gain * (buffer[at] ?? 0)),
    write: (x: number) => {
      buffer[at] = x
      at = (at + 1) % length
    },
  }
}

/**
 * What the room answers to `dry`, alone: a feedback delay network of eight lines joined by a Householder
 * reflection (J.-M. Jot, A. Chaigne, AES 90th Convention, 1991). The tail beyond the end of `dry` is cut.
 */
export function reverberation(dry: Stereo, room: Room): Stereo {
  const lines = LENGTHS.map((length) => delayLine(length, room))
  const heard = new Float64Array(lines.length)
  const wet = silence(dry[0].length)
  const delay = Math.round(room.distance * SAMPLE_RATE)
  for (let i = delay; i < wet[0].length; i++) {
    const [left, right] = [dry[0][i - delay] ?? 0, dry[1][i - delay] ?? 0]
    lines.forEach((line, n) => (heard[n] = line.read()))
    const mean = heard.reduce((sum, x) => sum + x, 0) / 4
    lines.forEach((line, n) => line.write((n % 2 === 0 ? left : right) + (heard[n] ?? 0) - mean))
    wet[0][i] = side(heard, 0)
    wet[1][i] = side(heard, 1)
  }
  return wet
}

/** Every second line, with alternating signs, so that left and right hear unlike tails. */
function side(heard: Float64Array, first: number): number {
  const at = (n: number) => heard[first + 2 * n] ?? 0
  return (at(0) - at(1) + at(2) - at(3)) / 4
}

/** `dry` with the room's answer at `amount` laid under it. */
export function inRoom(dry: Stereo, room: Room, amount: number): Stereo {
  const out = silence(dry[0].length)
  placeStereo(out, dry, 0, 1)
  placeStereo(out, reverberation(dry, room), 0, amount)
  return out
}
