import { factorFor, phasesOf } from './loudness/true-peak.ts'
import type { Stereo } from './mix.ts'
import type { StereoBlock } from './resample.ts'

/** How far ahead it looks, and how long a fall of the gain takes. */
const AHEAD_S = 0.005
/** Time in which the gain comes back by two thirds. */
const RELEASE_S = 0.08
/** Taps of the interpolation on each side of a sample. */
const REACH = 6

/**
 * A look-ahead limiter on true peaks (ITU-R BS.1770-4, annex 2), both channels by one gain. The gain each frame needs is spread
 * over the look-ahead by a running minimum, let go slowly, and smoothed by a running mean of the same length: at a peak it is
 * never above what the peak needs. Frame 0 of the answer is frame 0 of the sound. A `key` is limited along: peaks of both count, and
 * only the sound comes out, so that the parts of a song follow the song.
 */
export class Limiter {
  /** Lowest gain so far, linear. */
  lowest = 1
  readonly #ceiling: number
  readonly #ahead: number
  readonly #release: number
  readonly #phases: Float64Array[]
  /** Most that interpolation can add to samples near by. */
  readonly #most: number
  /** Sound not yet given, and for peaks what went before: `REACH` frames. A silence goes first, in which the gain may fall. */
  #left: Float32Array
  #right: Float32Array
  #skip: number
  #keys: Stereo | null = null
  /** Needed gains of frames that are not given yet; their running minimum is made from the right. */
  #needs = new Float32Array(0)
  #released = 1
  /** The last `ahead` released gains, a ring, and their sum. */
  readonly #ring: Float64Array
  #at = 0
  #sum: number

  /** `ceiling` is linear. */
  constructor(rate: number, ceiling: number) {
    this.#ceiling = ceiling
    this.#ahead = Math.max(1, Math.round(AHEAD_S * rate))
    this.#release = 1 - Math.exp(-1 / (RELEASE_S * rate))
    this.#phases = phasesOf(factorFor(rate))
    const sums = this.#phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0))
    this.#most = Math.max(1, ...sums)
    this.#ring = new Float64Array(this.#ahead + 1).fill(1)
    this.#sum = this.#ring.length
    this.#skip = this.#ahead
    this.#left = new Float32Array(REACH + this.#ahead)
    this.#right = new Float32Array(REACH + this.#ahead)
  }

  /** Gives every frame whose gain is settled; the others wait for what follows. */
  push(sound: Stereo, key: Stereo | null = null): StereoBlock {
    this.#take(sound, key)
    const known = Math.max(0, this.#left.length - 2 * REACH)
    this.#measure(known)
    return this.#give(Math.max(0, known - this.#ahead))
  }

  /** The rest, as if silence followed. */
  flush(): StereoBlock {
    const waiting = this.#left.length - REACH
    const silence = new Float32Array(this.#ahead + REACH)
    this.#take([silence, silence], this.#keys && [silence, silence])
    this.#measure(this.#left.length - 2 * REACH)
    return this.#give(waiting)
  }

  #take(sound: Stereo, key: Stereo | null): void {
    // Before the sound grows, so that both begin together.
    if (key) this.#keys ??= [new Float32Array(this.#left.length), new Float32Array(this.#left.length)]
    this.#left = joined(this.#left, sound[0])
    this.#right = joined(this.#right, sound[1])
    if (key && this.#keys) this.#keys = [joined(this.#keys[0], key[0]), joined(this.#keys[1], key[1])]
  }

  /** Fills the needs up to `known` frames from the first waiting one. */
  #measure(known: number): void {
    const from = this.#needs.length
    if (known <= from) return
    const needs = new Float32Array(known).fill(1)
    needs.set(this.#needs)
    const lanes = [this.#left, this.#right, ...(this.#keys ?? [])]
    for (const lane of lanes) this.#need(lane, needs, from, known)
    this.#needs = needs
  }

  #need(lane: Float32Array, needs: Float32Array, from: number, to: number): void {
    const ceiling = this.#ceiling
    const BLOCK = 64
    for (let start = from; start < to; start += BLOCK) {
      const end = Math.min(to, start + BLOCK)
      let high = 0
      for (let i = start; i < end + 2 * REACH; i++) high = Math.max(high, Math.abs(lane[i] as number))
      if (high * this.#most <= ceiling) continue
      for (let i = start; i < end; i++) {
        const peak = this.#peakAt(lane, i + REACH)
        if (peak <= ceiling) continue
        const need = ceiling / peak
        // What lies between two frames counts for both.
        if (need < (needs[i] as number)) needs[i] = need
        if (i + 1 < to && need < (needs[i + 1] as number)) needs[i + 1] = need
      }
    }
  }

  /** Highest value from frame `at` up to the next one. */
  #peakAt(lane: Float32Array, at: number): number {
    let peak = Math.abs(lane[at] as number)
    for (const taps of this.#phases) {
      let sum = 0
      for (let k = 0; k < taps.length; k++) sum += (taps[k] as number) * (lane[at + REACH - k] as number)
      peak = Math.max(peak, Math.abs(sum))
    }
    return peak
  }

  #give(count: number): StereoBlock {
    const minima = lowestAhead(this.#needs, count, this.#ahead)
    const left = new Float32Array(count)
    const right = new Float32Array(count)
    for (let i = 0; i < count; i++) {
      const gain = this.#next(minima[i] as number)
      left[i] = (this.#left[i + REACH] as number) * gain
      right[i] = (this.#right[i + REACH] as number) * gain
    }
    this.#left = this.#left.slice(count)
    this.#right = this.#right.slice(count)
    if (this.#keys) this.#keys = [this.#keys[0].slice(count), this.#keys[1].slice(count)]
    this.#needs = this.#needs.slice(count)
    const from = Math.min(this.#skip, count)
    this.#skip -= from
    return { left: left.subarray(from), right: right.subarray(from) }
  }

  #next(minimum: number): number {
    this.#released = Math.min(minimum, this.#released + (1 - this.#released) * this.#release)
    const ring = this.#ring
    this.#sum += this.#released - (ring[this.#at] as number)
    ring[this.#at] = this.#released
    this.#at = this.#at + 1 === ring.length ? 0 : this.#at + 1
    // Rounding in the sum must not lift an idle gain off unity.
    const gain = Math.min(1, this.#sum / ring.length)
    if (gain < this.lowest) this.lowest = gain
    return gain > 1 - 1e-9 ? 1 : gain
  }
}

/** For each of the first `count` values the lowest from it to `ahead` further on. */
function lowestAhead(values: Float32Array, count: number, ahead: number): Float32Array {
  const out = new Float32Array(count)
  const line = new Int32Array(Math.min(values.length, count + ahead) + 1)
  let head = 0
  let tail = 0
  for (let i = 0; i < Math.min(values.length, count + ahead); i++) {
    const value = values[i] as number
    while (tail > head && (values[line[tail - 1] as number] as number) >= value) tail--
    line[tail++] = i
    const at = i - ahead
    if (at < 0) continue
    while ((line[head] as number) < at) head++
    out[at] = values[line[head] as number] as number
  }
  for (let at = Math.max(0, Math.min(values.length, count + ahead) - ahead); at < count; at++) {
    while (head < tail - 1 && (line[head] as number) < at) head++
    out[at] = (line[head] as number) >= at ? (values[line[head] as number] as number) : 1
  }
  return out
}

function joined(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const all = new Float32Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
