import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { LaneSource } from '#lib/core/domain/keys.ts'
import type { LaneSettings } from '#lib/core/domain/mix.ts'
import type { FrameRange } from '#lib/core/domain/separation.ts'
import { Mixer, type Stereo } from '#lib/core/dsp/mix.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { LaneReader } from '#lib/platform/blobs/lane-reader.ts'

/** Frames mixed and handed on at once: 0.37 s. */
export const STEP = 16_384

export type MixedLane = LaneSource & { settings: LaneSettings }

/** `range`, or all there is; throws where that is nothing. */
export function rangeOf(lanes: readonly MixedLane[], range: FrameRange | null): FrameRange {
  const frames = Math.max(0, ...lanes.map((lane) => lane.frames))
  const whole = range ?? { start: 0, end: frames }
  if (lanes.length === 0 || whole.start < 0 || whole.end > frames || whole.end <= whole.start) {
    throw new FaultError(fault('unknown', { detail: `nothing to export in ${whole.start}..${whole.end}` }))
  }
  return whole
}

/** The lanes summed by the same mixer that plays them, standing on their settings from the first sample. */
export async function* mixedSound(
  blobs: BlobStore,
  lanes: readonly MixedLane[],
  master: number,
  range: FrameRange | null,
): AsyncGenerator<Stereo> {
  const { start, end } = rangeOf(lanes, range)
  const mixer = new Mixer(lanes.length)
  mixer.aim(
    lanes.map((lane) => lane.settings),
    master,
  )
  mixer.settle()
  const readers = lanes.map((lane) => new LaneReader(blobs, lane))
  for (let at = start; at < end; at += STEP) {
    const frames = Math.min(STEP, end - at)
    const sounds = lanes.map((): Stereo => [new Float32Array(frames), new Float32Array(frames)])
    await Promise.all(sounds.map((sound, index) => readers[index]?.read(at, sound)))
    const out: Stereo = [new Float32Array(frames), new Float32Array(frames)]
    mixer.mix(sounds, 0, out, 0, frames)
    yield out
  }
}
