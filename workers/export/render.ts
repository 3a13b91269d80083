import type { SoundFacts } from '#lib/core/domain/export.ts'
import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import type { Stereo } from '#lib/core/dsp/mix.ts'
import { pictureType } from '#lib/core/files/picture-type.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { chainFrames, processed, type ChainPlan } from './chain.ts'
import type { FileTags, Rendered, RenderOrder, RenderTick, SoundOrder, Span, WorkOrder } from './contract.ts'
import { FileWriter } from './file-writer.ts'
import { WRITERS } from './formats/writers.ts'
import { findGain, measure } from './level.ts'
import { Progress } from './progress.ts'
import { findSpan } from './span.ts'
import { replayGain, type WrittenTags } from './tags/written-tags.ts'

/** What was found out about songs: their files ask for the same, one after another. */
export class Findings {
  readonly #kept = new Map<string, Promise<unknown>>()

  once<T>(what: string, about: unknown, find: () => Promise<T>): Promise<T> {
    const key = `${what} ${JSON.stringify(about)}`
    const known = this.#kept.get(key) as Promise<T> | undefined
    if (known) return known
    const now = find()
    this.#kept.set(key, now)
    now.catch(() => this.#kept.delete(key))
    for (const old of this.#kept.keys()) if (this.#kept.size > 40) this.#kept.delete(old)
    return now
  }
}

export interface RenderDoors {
  blobs: BlobStore
  findings: Findings
  /** Milliseconds, of any beginning. */
  now(): number
}

export const spanOf = (
  { blobs, findings }: RenderDoors,
  work: WorkOrder,
  progress: Progress,
): Promise<Span> =>
  findings.once('span', [work.song, work.range, work.processing.trim, work.processing.align, work.bars], () =>
    findSpan(blobs, work, progress),
  )

/** The chain of one sound, with its gain found. */
export async function planOf(
  doors: RenderDoors,
  sound: SoundOrder,
  work: WorkOrder,
  progress: Progress,
): Promise<ChainPlan> {
  const span = await spanOf(doors, work, progress)
  const bySong = work.processing.levelOf === 'song'
  const measured = bySong ? work.song : sound
  const { level, ceilingDbtp } = work.processing
  const gainDb = await doors.findings.once('gain', [measured, span, level, ceilingDbtp, work.rate], () =>
    findGain(doors.blobs, measured, work, span, progress),
  )
  const key = bySong && !isSong(sound, work) ? work.song : null
  return { sound, work, span, gainDb, key }
}

const isSong = (sound: SoundOrder, { song }: WorkOrder) => JSON.stringify(sound) === JSON.stringify(song)

/** Makes one file of sound, in passes over it that hold no more than a few pieces. */
export async function render(doors: RenderDoors, order: RenderOrder, tick: RenderTick): Promise<Rendered> {
  const { blobs, now } = doors
  const started = now()
  const progress = new Progress(tick, now)
  const plan = await planOf(doors, order.sound, order.work, progress)
  const frames = chainFrames(plan)
  const before = order.tags.replayGain ? await measure(blobs, plan, progress) : null
  const tags = await writtenTags(blobs, order.tags, before)
  const out = await FileWriter.open(blobs, order.id)
  const meter = new LoudnessMeter(order.work.rate, [1, 1])
  let limitedDb = 0
  const limited = (db: number) => (limitedDb = db)
  progress.expect(frames)
  await WRITERS[order.format]({
    ...{ id: order.id, blobs, out, tags, frames, rate: order.work.rate },
    dither: order.work.processing.dither,
    sounds: metered(processed(blobs, { ...plan, limited }), before ? null : meter, progress),
    alive: () => progress.step(0),
  })
  const bytes = await out.close()
  const heard = before ?? readingOf(meter)
  const sound: SoundFacts = {
    ...{ frames, rate: order.work.rate, ...heard, gainDb: plan.gainDb, limitedDb },
    ms: Math.round(now() - started),
  }
  return { bytes, sound, span: plan.span }
}

function readingOf(meter: LoudnessMeter) {
  const { integratedLufs, truePeakDbtp } = meter.finish()
  return { lufs: integratedLufs, truePeakDbtp }
}

async function* metered(sounds: AsyncIterable<Stereo>, meter: LoudnessMeter | null, progress: Progress) {
  for await (const sound of sounds) {
    meter?.push(sound)
    progress.step(sound[0].length)
    yield sound
  }
}

/** Tags with their picture read and their gain put in. */
export async function writtenTags(
  blobs: BlobStore,
  tags: FileTags,
  heard: { lufs: number | null; truePeakDbtp: number | null } | null,
): Promise<WrittenTags> {
  const blob = tags.cover === null ? null : await blobs.blob(tags.cover)
  const bytes = blob && new Uint8Array(await blob.arrayBuffer())
  const mime = bytes && pictureType(bytes)
  return {
    ...tags,
    gain: heard && replayGain(heard.lufs, heard.truePeakDbtp),
    picture: bytes && mime ? { bytes, mime } : null,
  }
}
