import { SAMPLE_RATE } from './time.ts'

/** Left and right of equal length. */
export type Stereo = readonly [left: Float32Array, right: Float32Array]

export function silence(frames: number): Stereo {
  return [new Float32Array(frames), new Float32Array(frames)]
}

/** A mono sound of `seconds`, each sample drawn from its time in seconds. */
export function sound(seconds: number, draw: (t: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => draw(i / SAMPLE_RATE))
}

/** Adds `source` times `gain` into `target` from sample `at`; what would lie outside is dropped. */
export function addInto(target: Float32Array, source: Float32Array, at: number, gain: number): void {
  const end = Math.min(source.length, target.length - at)
  for (let i = Math.max(0, -at); i < end; i++) {
    target[at + i] = (target[at + i] ?? 0) + gain * (source[i] ?? 0)
  }
}

/** Lays a mono sound into the track at `seconds`; `pan` from -1 (left) to 1 (right), constant power. */
export function place(track: Stereo, mono: Float32Array, seconds: number, gain: number, pan = 0): void {
  const angle = ((pan + 1) * Math.PI) / 4
  const at = Math.round(seconds * SAMPLE_RATE)
  addInto(track[0], mono, at, gain * Math.SQRT2 * Math.cos(angle))
  addInto(track[1], mono, at, gain * Math.SQRT2 * Math.sin(angle))
}

/** `place` for a sound that is stereo already. */
export function placeStereo(track: Stereo, source: Stereo, seconds: number, gain: number): void {
  const at = Math.round(seconds * SAMPLE_RATE)
  addInto(track[0], source[0], at, gain)
  addInto(track[1], source[1], at, gain)
}

export function mapStereo(track: Stereo, change: (channel: Float32Array) => Float32Array): Stereo {
  return [change(track[0]), change(track[1])]
}
