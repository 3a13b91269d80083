import { type Stereo, mapStereo } from './stereo.ts'
import { SAMPLE_RATE } from './time.ts'

/** The loudest sample the mix may reach: 1 dB of headroom. */
export const CEILING = Math.pow(10, -1 / 20)

/** Samples over which the limiter's gain falls before a peak (6 ms), and seconds in which it recovers. */
const LOOKAHEAD = 265
const RECOVERY = 0.15

/** The sum, sample by sample, in single precision: what "the mix" means here. */
export function sumOf(stems: readonly Stereo[]): Stereo {
  const add = (side: 0 | 1) =>
    Float32Array.from({ length: stems[0]?.[side].length ?? 0 }, (_, i) =>
      stems.reduce((sum, stem) => sum + (stem[side][i] ?? 0), 0),
    )
  return [add(0), add(1)]
}

/**
 * The gain, per sample, that keeps `mix` under the ceiling: a look-ahead limiter. One gain for everything, so that
 * the limited stems still sum to the limited mix.
 */
export function limiterGain(mix: Stereo): Float64Array {
  const recover = 1 / (RECOVERY * SAMPLE_RATE)
  const recent = new Float64Array(LOOKAHEAD + 1).fill(1)
  let [held, sum] = [1, recent.length]
  // The mean of what was held over the look-ahead: smooth, and never above what any sample in it needs.
  return foreseen(mix).map((most, i) => {
    held = Math.min(most, held + (1 - held) * recover)
    const slot = i % recent.length
    sum += held - (recent[slot] ?? 1)
    recent[slot] = held
    return sum / recent.length
  })
}

/** The highest gain allowed at each sample by itself and by the peaks within the look-ahead after it. */
function foreseen(mix: Stereo): Float64Array {
  const allowed = new Float64Array(mix[0].length).fill(1)
  for (let i = 0; i < allowed.length; i++) {
    const peak = Math.max(Math.abs(mix[0][i] ?? 0), Math.abs(mix[1][i] ?? 0))
    if (peak <= CEILING) continue
    for (let n = Math.max(0, i - LOOKAHEAD); n <= i; n++)
      allowed[n] = Math.min(allowed[n] ?? 1, CEILING / peak)
  }
  return allowed
}

/** `track` times `gain`, with a fade over the last `seconds`. */
export function mastered(track: Stereo, gain: Float64Array, seconds: number): Stereo {
  const fade = seconds * SAMPLE_RATE
  return mapStereo(track, (channel) =>
    channel.map((x, i) => {
      const left = Math.min(1, (channel.length - 1 - i) / fade)
      return x * (gain[i] ?? 1) * Math.sin((Math.PI / 2) * left) ** 2
    }),
  )
}
