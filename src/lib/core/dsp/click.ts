import type { Stereo } from './mix.ts'

/** When a click sounds, in frames, ascending; those of `accents` that are 1 begin a bar. */
export interface ClickPlan {
  frames: Int32Array
  accents: Uint8Array
  /** Linear; 1 peaks at full scale. */
  gain: number
}

/** Clicks before the song goes on, at places from 0 to `length`. */
export interface ClickLead extends ClickPlan {
  length: number
}

const SAMPLE_RATE = 44_100
/** 40 ms: long enough to have a pitch, short enough for any tempo. */
const LENGTH = 1764
const ATTACK = 22
const DECAY_S = 0.008
/** An octave apart, so that the accent is told by pitch and not only by loudness. */
const ACCENT_HZ = 1760
const PLAIN_HZ = 880
const PLAIN_GAIN = 0.7

const soundOf = (hz: number, gain: number) =>
  Float32Array.from({ length: LENGTH }, (_, i) => {
    const t = i / SAMPLE_RATE
    return gain * Math.min(1, i / ATTACK) * Math.exp(-t / DECAY_S) * Math.sin(2 * Math.PI * hz * t)
  })

const ACCENT = soundOf(ACCENT_HZ, 1)
const PLAIN = soundOf(PLAIN_HZ, PLAIN_GAIN)

/** Adds the clicks that sound in `count` frames from `from` to `out`, beginning at its frame `at`. Keeps nothing: any place may follow. */
export function addClicks(plan: ClickPlan, out: Stereo, at: number, from: number, count: number): void {
  let index = lastBefore(plan.frames, from)
  for (; index < plan.frames.length; index++) {
    const start = plan.frames[index] ?? 0
    if (start >= from + count) return
    // A click ends where the next begins, however fast they are.
    const end = Math.min(start + LENGTH, plan.frames[index + 1] ?? Infinity, from + count)
    addOne(
      plan.accents[index] === 1 ? ACCENT : PLAIN,
      plan.gain,
      out,
      at - from,
      start,
      Math.max(start, from),
      end,
    )
  }
}

function addOne(
  sound: Float32Array,
  gain: number,
  out: Stereo,
  shift: number,
  start: number,
  from: number,
  end: number,
): void {
  for (let frame = from; frame < end; frame++) {
    const sample = gain * (sound[frame - start] ?? 0)
    out[0][frame + shift] = (out[0][frame + shift] ?? 0) + sample
    out[1][frame + shift] = (out[1][frame + shift] ?? 0) + sample
  }
}

/** Index of the last click at or before `frame`; 0 where there is none. */
function lastBefore(frames: Int32Array, frame: number): number {
  let low = 0
  let high = frames.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((frames[middle] ?? 0) > frame) high = middle
    else low = middle + 1
  }
  return Math.max(0, low - 1)
}
