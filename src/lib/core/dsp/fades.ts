import type { Stereo } from './mix.ts'

export interface FadePlan {
  /** Frames of the whole sound, and of each fade. */
  frames: number
  inFrames: number
  outFrames: number
  shape: 'linear' | 'equal-power'
}

/** Gain of a fade at 0 (silent) to 1 (full): a line, or the sine that keeps power where two such fades cross. */
const gainAt = (part: number, shape: FadePlan['shape']) =>
  shape === 'linear' ? part : Math.sin((Math.PI / 2) * part)

/** Fades a piece that begins at frame `start` of the sound, in place. */
export function fade(plan: FadePlan, [left, right]: Stereo, start: number): void {
  const { frames, inFrames, outFrames, shape } = plan
  for (let i = 0; i < left.length; i++) {
    const at = start + i
    const rising = at < inFrames ? gainAt(at / inFrames, shape) : 1
    const falling = at >= frames - outFrames ? gainAt((frames - 1 - at) / outFrames, shape) : 1
    if (rising === 1 && falling === 1) continue
    left[i] = (left[i] as number) * rising * falling
    right[i] = (right[i] as number) * rising * falling
  }
}
