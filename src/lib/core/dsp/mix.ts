/** A stretch of stereo sound: two channels of equal length. */
export type Stereo = readonly [Float32Array, Float32Array]

/** How one lane is set; the mixer's own view of the domain's lane settings. */
export interface LaneLevel {
  muted: boolean
  solo: boolean
  /** Linear, 1 is unity. */
  gain: number
  /** -1 left to 1 right. */
  pan: number
}

/** Frames over which a changed gain glides, so that no step is heard: 10 ms at 44.1 kHz. */
export const GLIDE_FRAMES = 441

/** Mute wins over solo; as soon as any lane is solo, only solo lanes sound. */
export function audibleOf(lanes: readonly LaneLevel[]): boolean[] {
  const someSolo = lanes.some((lane) => lane.solo)
  return lanes.map((lane) => !lane.muted && (lane.solo || !someSolo))
}

/**
 * Balance, not a constant-power pan: the far side fades in a straight line, the near side stays as it is.
 * So the centre is exactly unity on both sides and an untouched mixer changes nothing.
 */
export function balanceOf(gain: number, pan: number): [number, number] {
  return [gain * Math.min(1, 1 - pan), gain * Math.min(1, 1 + pan)]
}

/** A value that moves to its target in a straight line and then stands on it exactly. */
export class Glide {
  value: number
  #target: number
  #step = 0
  #left = 0
  readonly #frames: number

  constructor(value: number, frames = GLIDE_FRAMES) {
    this.value = value
    this.#target = value
    this.#frames = frames
  }

  get moving(): boolean {
    return this.#left > 0
  }

  aim(target: number): void {
    if (target === this.#target) return
    this.#target = target
    this.#left = this.#frames
    this.#step = (target - this.value) / this.#frames
  }

  set(value: number): void {
    this.value = value
    this.#target = value
    this.#left = 0
  }

  settle(): void {
    this.set(this.#target)
  }

  next(): number {
    if (this.#left > 0) {
      this.#left--
      this.value = this.#left === 0 ? this.#target : this.value + this.#step
    }
    return this.value
  }
}

/**
 * Sums lanes into stereo, the same way for playing and for files. The sum is kept in float64 and rounded once, so at
 * unity the result is the stems' sum to the last bit, whatever their number.
 */
export class Mixer {
  /** Highest sample of each lane in the last call, after its gain. */
  readonly lanePeaks: Float32Array
  /** Highest sample of left and right in the last call, after the master gain. */
  readonly masterPeaks = new Float32Array(2)
  readonly #gains: [Glide, Glide][]
  readonly #master: [Glide, Glide] = [new Glide(1), new Glide(1)]
  #sum = new Float64Array(128)

  constructor(lanes: number) {
    this.lanePeaks = new Float32Array(lanes)
    this.#gains = Array.from({ length: lanes }, () => [new Glide(1), new Glide(1)])
  }

  /** Glides to these settings; lanes not named keep theirs. */
  aim(lanes: readonly LaneLevel[], master: number): void {
    const audible = audibleOf(lanes)
    for (const glide of this.#master) glide.aim(master)
    this.#gains.forEach(([left, right], index) => {
      const lane = lanes[index]
      if (!lane) return
      const [toLeft, toRight] = audible[index] ? balanceOf(lane.gain, lane.pan) : [0, 0]
      left.aim(toLeft)
      right.aim(toRight)
    })
  }

  /** Stands on the settings at once: before the first sample of a file or of play. */
  settle(): void {
    for (const pair of [this.#master, ...this.#gains]) for (const glide of pair) glide.settle()
  }

  /** Writes `count` frames to `out` from frame `at`, read from each lane at frame `from`. */
  mix(lanes: readonly Stereo[], from: number, out: Stereo, at: number, count: number): void {
    if (this.#sum.length < count) this.#sum = new Float64Array(count)
    this.lanePeaks.fill(0)
    this.#side(lanes, 0, from, out, at, count)
    this.#side(lanes, 1, from, out, at, count)
  }

  #side(lanes: readonly Stereo[], side: 0 | 1, from: number, out: Stereo, at: number, count: number): void {
    this.#sum.fill(0, 0, count)
    for (let index = 0; index < lanes.length; index++) {
      const lane = lanes[index]
      const glide = this.#gains[index]?.[side]
      if (!lane || !glide) continue
      const peak = addScaled(this.#sum, lane[side], from, count, glide)
      this.lanePeaks[index] = Math.max(this.lanePeaks[index] ?? 0, peak)
    }
    this.masterPeaks[side] = writeScaled(this.#sum, out[side], at, count, this.#master[side])
  }
}

/** Adds gain x lane to the sum and answers the highest sample added. */
function addScaled(sum: Float64Array, lane: Float32Array, from: number, count: number, gain: Glide): number {
  let peak = 0
  if (!gain.moving && gain.value === 0) return peak
  for (let i = 0; i < count; i++) {
    const sample = (lane[from + i] ?? 0) * (gain.moving ? gain.next() : gain.value)
    sum[i] = (sum[i] ?? 0) + sample
    peak = Math.max(peak, Math.abs(sample))
  }
  return peak
}

function writeScaled(sum: Float64Array, out: Float32Array, at: number, count: number, gain: Glide): number {
  let peak = 0
  for (let i = 0; i < count; i++) {
    const sample = (sum[i] ?? 0) * (gain.moving ? gain.next() : gain.value)
    out[at + i] = sample
    peak = Math.max(peak, Math.abs(sample))
  }
  return peak
}
