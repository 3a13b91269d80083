import { type Drum, strokesOf } from './beats.ts'
import { filtered, pluckEnvelope } from './filters.ts'
import { noiseSource } from './random.ts'
import { inRoom } from './room.ts'
import { LAST_BEAT } from './score.ts'
import { type Stereo, place, silence, sound } from './stereo.ts'
import { FRAMES, secondsAt } from './time.ts'

/** A skin that starts at `from` Hz and falls to `to`, ringing for `decay` s. */
function skin(from: number, to: number, fall: number, decay: number): Float32Array {
  let phase = 0
  let last = 0
  return sound(decay, (t) => {
    phase += 2 * Math.PI * (to + (from - to) * Math.exp(-t / fall)) * (t - last)
    last = t
    return Math.sin(phase) * pluckEnvelope(t, 0.001, decay)
  })
}

function burst(seed: number, seconds: number, decay: number, attack = 0.0005): Float32Array {
  const noise = noiseSource(seed)
  return sound(seconds, (t) => noise() * pluckEnvelope(t, attack, decay))
}

function kick(): Float32Array {
  const click = filtered(burst(11, 0.02, 0.012), 'band', 3200, 0.7)
  return skin(190, 47, 0.028, 0.42).map((x, i) => Math.tanh(1.6 * x) * 0.9 + 0.5 * (click[i] ?? 0))
}

/** Two modes of the head, the wires below it, and the stick. */
function snare(seed: number): Float32Array {
  const wires = filtered(filtered(burst(seed, 0.28, 0.24, 0.001), 'high', 1500), 'low', 9000)
  const stick = filtered(burst(seed + 1, 0.02, 0.015), 'band', 2400, 0.8)
  const [low, high] = [skin(230, 188, 0.02, 0.2), skin(360, 332, 0.015, 0.12)]
  return wires.map((x, i) =>
    Math.tanh(0.75 * x + 0.75 * (low[i] ?? 0) + 0.35 * (high[i] ?? 0) + 0.7 * (stick[i] ?? 0)),
  )
}

/** Six square waves out of tune with each other, as in the analogue drum machines, and some noise. */
function hat(seed: number, decay: number): Float32Array {
  const partials = [205.3, 304.4, 369.6, 522.7, 540, 800].map((hertz) => hertz * 1.9)
  const noise = noiseSource(seed)
  const metal = sound(decay, (t) => {
    const rings = partials.reduce(
      (sum, hertz) => sum + Math.sign(Math.sin(2 * Math.PI * hertz * t + seed)),
      0,
    )
    return (rings / 6 + 0.8 * noise()) * pluckEnvelope(t, 0.0008, decay)
  })
  return filtered(filtered(filtered(metal, 'high', 6500), 'high', 6500), 'low', 14000)
}

type Kit = {
  readonly drum: Drum
  /** Takes of the same stroke, played in turn. */
  readonly takes: readonly Float32Array[]
  readonly gain: number
  readonly pan: number
}

function kit(): Kit[] {
  const hats = [hat(51, 0.07), hat(52, 0.06), hat(53, 0.075)]
  return [
    { drum: 'kick', takes: [kick()], gain: 0.8, pan: 0 },
    { drum: 'snare', takes: [snare(21), snare(31), snare(41)], gain: 0.52, pan: 0.04 },
    { drum: 'hat', takes: hats, gain: 0.34, pan: 0.22 },
    { drum: 'openHat', takes: [hat(54, 0.38)], gain: 0.3, pan: 0.22 },
    { drum: 'tom', takes: [skin(170, 104, 0.05, 0.5)], gain: 0.6, pan: -0.25 },
  ]
}

/** The drum stem: kick, snare, hats and a tom in a small, bright room. */
export function renderDrums(): Stereo {
  const track = silence(FRAMES)
  for (const { drum, takes, gain, pan } of kit()) {
    for (const { beat, strength } of strokesOf(drum)) {
      const take = takes[Math.round(beat * 4) % takes.length]
      if (take) place(track, take, secondsAt(beat), gain * strength, pan)
    }
  }
  place(track, kick(), secondsAt(LAST_BEAT), 0.8)
  place(track, hat(55, 1.1), secondsAt(LAST_BEAT), 0.34, 0.22)
  return inRoom(track, { seconds: 0.45, bright: 6000, distance: 0.008 }, 0.16)
}
