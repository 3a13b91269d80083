import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { SAMPLE_RATE } from '#lib/core/dsp/segments.ts'
import { chainFrames, processed, type ChainPlan } from './chain.ts'
import type { Previewed, PreviewOrder, RenderTick, Span } from './contract.ts'
import { Progress } from './progress.ts'
import { planOf, type RenderDoors } from './render.ts'

/** Longest stretch, in seconds: it crosses to the page. */
const MOST_S = 30
/** What the limiter hears before the stretch, in frames. */
const LEAD = SAMPLE_RATE

/** A stretch of the song as it is and as its file will have it, both at the file's rate; gain and span are those of the whole. */
export async function preview(
  doors: RenderDoors,
  { sound, work, part }: PreviewOrder,
  tick: RenderTick,
): Promise<Previewed> {
  const progress = new Progress(tick, doors.now)
  const whole = await planOf(doors, sound, work, progress)
  const start = Math.min(Math.max(part.start, whole.span.start), whole.span.end - 1)
  const end = Math.min(whole.span.end, part.end, start + MOST_S * SAMPLE_RATE)
  const lead = Math.min(LEAD, start - whole.span.start)
  const span: Span = { start: start - lead, end, pad: 0 }
  const skip = Math.round((lead * work.rate) / SAMPLE_RATE)
  const fades = { ...work.processing.fades, ...fadesIn(whole.span, start, end, work.processing.fades) }
  const shown: ChainPlan = { ...whole, span, work: { ...work, processing: { ...work.processing, fades } } }
  const bare: ChainPlan = { ...shown, gainDb: 0, key: null, work: unworked(shown.work) }
  const after = await gathered(doors, shown, skip)
  const before = await gathered(doors, bare, skip)
  const meter = new LoudnessMeter(work.rate, [1, 1])
  meter.push(after)
  return {
    sampleRate: work.rate,
    before: [before[0], before[1]],
    after: [after[0], after[1]],
    gainDb: whole.gainDb,
    lufs: meter.finish().integratedLufs,
  }
}

/** A fade is heard where the stretch touches that end of the song. */
function fadesIn(whole: Span, start: number, end: number, { inS, outS }: { inS: number; outS: number }) {
  return { inS: start === whole.start ? inS : 0, outS: end === whole.end ? outS : 0 }
}

const unworked = (work: ChainPlan['work']): ChainPlan['work'] => ({
  ...work,
  processing: {
    ...work.processing,
    ceilingDbtp: null,
    fades: { ...work.processing.fades, inS: 0, outS: 0 },
  },
})

type Channels = [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>]

async function gathered({ blobs }: RenderDoors, plan: ChainPlan, skip: number): Promise<Channels> {
  const frames = chainFrames(plan)
  const out: Channels = [new Float32Array(frames), new Float32Array(frames)]
  let at = 0
  for await (const sound of processed(blobs, plan)) {
    put(out, sound, at)
    at += sound[0].length
  }
  return [out[0].slice(skip), out[1].slice(skip)]
}

function put(out: Channels, sound: Stereo, at: number): void {
  out[0].set(sound[0].subarray(0, out[0].length - at), at)
  out[1].set(sound[1].subarray(0, out[1].length - at), at)
}
