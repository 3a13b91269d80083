import type { FrameRange } from '#lib/core/domain/separation.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import type { MixerTick } from '#workers/audio/contract.ts'

/** Ticks kept: a second, more than any output is late. */
const KEPT = 64

/**
 * What comes out of the loudspeaker is some time behind what is mixed. Keeps the mixer's last ticks and answers what
 * was mixed for the moment that is heard now.
 */
export class HeardTicks {
  #ticks: MixerTick[] = []

  add(tick: MixerTick): void {
    this.#ticks.push(tick)
    if (this.#ticks.length > KEPT) this.#ticks.shift()
  }

  /** After a seek nothing that was mixed before is of interest. */
  clear(): void {
    this.#ticks = []
  }

  /** The tick that is heard at context time `time`, its frame carried on to that very moment; null before any. */
  at(time: number, loop: FrameRange | null): MixerTick | null {
    const tick = this.#ticks.findLast((one) => one.time <= time) ?? this.#ticks[0]
    if (!tick) return null
    if (!tick.playing || tick.starving) return tick
    const ahead = Math.max(0, Math.round((time - tick.time) * SAMPLE_RATE))
    return { ...tick, frame: carried(tick.frame, ahead, loop) }
  }
}

function carried(frame: number, ahead: number, loop: FrameRange | null): number {
  const to = frame + ahead
  if (!loop || frame >= loop.end || to < loop.end) return to
  return loop.start + ((to - loop.end) % (loop.end - loop.start))
}
