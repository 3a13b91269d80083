import { filtered, smoother } from './filters.ts'

/** Evens out loud and soft: above `threshold` (rms) the level grows only at a third, in dB. */
function compressed(voice: Float32Array, threshold: number): Float32Array {
  const follow = smoother(12)
  return voice.map((x) => {
    const level = Math.sqrt(follow(x * x))
    return level > threshold ? x * Math.pow(threshold / level, 2 / 3) : x
  })
}

/** A voice as a channel strip leaves it: rumble out, a little presence, evened out. */
export function strip(voice: Float32Array): Float32Array {
  const presence = filtered(voice, 'band', 3100, 0.6)
  const lifted = voice.map((x, i) => x + 0.9 * (presence[i] ?? 0))
  return compressed(filtered(lifted, 'high', 120), 0.12)
}
