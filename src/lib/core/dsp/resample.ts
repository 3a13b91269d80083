import { SAMPLE_RATE } from './segments.ts'

/**
 * Sample-rate conversion, to 44.1 kHz unless told otherwise: a windowed sinc, one set of taps for each fractional
 * place, in one stream.
 * Zero phase: frame 0 of the answer is frame 0 of the song. Up to 20 kHz, aliases and images lie 110 dB down.
 */
export interface StereoBlock {
  left: Float32Array<ArrayBuffer>
  right: Float32Array<ArrayBuffer>
}

/** Kaiser's beta and length formula (J. F. Kaiser, "Nonrecursive digital filter design", 1974). */
const ATTENUATION_DB = 115
const BETA = 0.1102 * (ATTENUATION_DB - 8.7)
/**
 * Edges of the transition as parts of the lower of both Nyquist frequencies: 20.0 and 23.8 kHz at 44.1 kHz.
 * What lies between 22.05 and
 * 23.8 kHz folds back above 20.3 kHz, where nobody hears it; that saves a third of the work.
 */
const PASS = 0.907
const STOP = 1.08
/** Above so many exact places the taps are interpolated: (pi / 2048)^2 / 8 is 130 dB down. */
const MAX_PLACES = 2048

interface Taps {
  places: number
  exact: boolean
  half: number
  table: Float32Array
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel0(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-18; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function makeTaps(rate: number, to: number): Taps {
  const lower = Math.min(1, to / rate)
  const cutoff = (lower * (PASS + STOP)) / 2
  const width = Math.PI * lower * (STOP - PASS)
  const half = Math.ceil((ATTENUATION_DB - 8) / (2.285 * width) / 2)
  const whole = Number.isInteger(rate) ? to / gcd(to, rate) : Infinity
  const exact = whole <= MAX_PLACES
  const places = exact ? whole : MAX_PLACES
  const rows = exact ? places : places + 1
  const table = new Float32Array(rows * 2 * half)
  for (let place = 0; place < rows; place++) {
    fillPlace(table, place * 2 * half, half, place / places, cutoff)
  }
  return { places, exact, half, table }
}

/** Taps for a point `part` of a frame after a frame, made to pass a constant unchanged. */
function fillPlace(table: Float32Array, at: number, half: number, part: number, cutoff: number): void {
  const row = new Float64Array(2 * half)
  let sum = 0
  for (let k = 0; k < 2 * half; k++) {
    const x = k - half + 1 - part
    const window = bessel0(BETA * Math.sqrt(Math.max(0, 1 - (x / half) ** 2))) / bessel0(BETA)
    row[k] = cutoff * sinc(cutoff * x) * window
    sum += row[k] ?? 0
  }
  for (let k = 0; k < 2 * half; k++) table[at + k] = (row[k] ?? 0) / sum
}

/** Frames that `frames` at `rate` become: what both the file and the stored song are measured by. */
export function resampledFrames(frames: number, rate: number, to = SAMPLE_RATE): number {
  return Math.round((frames * to) / rate)
}

export class Resampler {
  readonly #rate: number
  readonly #to: number
  readonly #taps: Taps
  /** Input kept: what the next answers need, from absolute frame `#base` on. */
  #left: Float32Array
  #right: Float32Array
  #base: number
  #filled: number
  #taken = 0
  #given = 0

  constructor(rate: number, to = SAMPLE_RATE) {
    this.#rate = rate
    this.#to = to
    this.#taps = makeTaps(rate, to)
    this.#base = 1 - this.#taps.half
    this.#filled = this.#taps.half - 1
    this.#left = new Float32Array(4 * this.#taps.half + 8192)
    this.#right = new Float32Array(this.#left.length)
  }

  /** Takes a block and gives every frame that it completes. */
  push(left: Float32Array, right: Float32Array): StereoBlock {
    this.#keep(left, right)
    this.#taken += left.length
    const last = this.#base + this.#filled - 1 - this.#taps.half
    const ready = Math.floor((last * this.#to) / this.#rate) + 1
    return this.#give(Math.max(this.#given, ready))
  }

  /** The rest, as if silence followed. */
  flush(): StereoBlock {
    const silence = new Float32Array(2 * this.#taps.half + Math.ceil(this.#rate / this.#to) + 1)
    this.#keep(silence, silence)
    return this.#give(resampledFrames(this.#taken, this.#rate, this.#to))
  }

  #keep(left: Float32Array, right: Float32Array): void {
    const first = Math.floor((this.#given * this.#rate) / this.#to) - this.#taps.half + 1
    const drop = Math.max(0, Math.min(this.#filled, first - this.#base))
    const room = this.#filled - drop + left.length
    this.#left = moved(this.#left, drop, this.#filled, room)
    this.#right = moved(this.#right, drop, this.#filled, room)
    this.#left.set(left, this.#filled - drop)
    this.#right.set(right, this.#filled - drop)
    this.#base += drop
    this.#filled = room
  }

  #give(end: number): StereoBlock {
    const count = end - this.#given
    const out = { left: new Float32Array(count), right: new Float32Array(count) }
    for (let i = 0; i < count; i++) this.#frame(out, i)
    this.#given = end
    return out
  }

  #frame(out: StereoBlock, i: number): void {
    const { half, places, exact, table } = this.#taps
    const time = (this.#given + i) * this.#rate
    const whole = Math.floor(time / this.#to)
    const place = ((time - whole * this.#to) / this.#to) * places
    const row = exact ? Math.round(place) : Math.floor(place)
    const at = whole - half + 1 - this.#base
    weigh(this.#left, this.#right, at, table, row * 2 * half, 2 * half, sums)
    const [l, r] = [sums[0] as number, sums[1] as number]
    out.left[i] = l
    out.right[i] = r
    if (exact) return
    weigh(this.#left, this.#right, at, table, (row + 1) * 2 * half, 2 * half, sums)
    out.left[i] = l + ((sums[0] as number) - l) * (place - row)
    out.right[i] = r + ((sums[1] as number) - r) * (place - row)
  }
}

const sums = new Float64Array(2)

/**
 * Both channels from frame `at` against `count` taps. Two sums a channel, so that one addition need not wait
 * for the last.
 */
function weigh(
  left: Float32Array,
  right: Float32Array,
  at: number,
  table: Float32Array,
  row: number,
  count: number,
  into: Float64Array,
): void {
  let l = 0
  let r = 0
  let l2 = 0
  let r2 = 0
  for (let k = 0; k < count; k += 2) {
    const tap = table[row + k] as number
    const tap2 = table[row + k + 1] as number
    l += (left[at + k] as number) * tap
    r += (right[at + k] as number) * tap
    l2 += (left[at + k + 1] as number) * tap2
    r2 += (right[at + k + 1] as number) * tap2
  }
  into[0] = l + l2
  into[1] = r + r2
}

function moved(buffer: Float32Array, drop: number, filled: number, room: number): Float32Array {
  if (room <= buffer.length) {
    buffer.copyWithin(0, drop, filled)
    return buffer
  }
  const larger = new Float32Array(room * 2)
  larger.set(buffer.subarray(drop, filled))
  return larger
}
