import type { LaneName } from '#lib/core/domain/mix.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import { sampleSeparation, sampleTrack } from './sample-rows.ts'
import { sourcesOf, writeLane, type Tone } from './synthetic-stems.ts'

const RATE = 44_100
const BAR = 2.03

/** Sounds whose waveforms look like what they stand for. */
const TONES: Record<LaneName, Tone> = {
  drums: (frame) => {
    const t = (frame / RATE) % (BAR / 4)
    return Math.exp(-t * 9) * 0.85 * Math.sin(2 * Math.PI * (60 + 90 * Math.exp(-t * 30)) * t)
  },
  bass: (frame) => {
    const t = frame / RATE
    return (0.42 + 0.16 * Math.sin((2 * Math.PI * t) / (BAR * 4))) * Math.sin(2 * Math.PI * 55 * t)
  },
  vocals: (frame) => {
    const t = frame / RATE
    const phrase = Math.max(0, Math.sin((2 * Math.PI * t) / (BAR * 8)) + 0.25)
    const word = Math.abs(Math.sin((2 * Math.PI * t) / 0.9)) ** 1.5
    return (
      0.6 * Math.min(1, phrase) * word * Math.sin(2 * Math.PI * 220 * t + 3 * Math.sin(2 * Math.PI * 5 * t))
    )
  },
  other: (frame, side) => {
    const t = frame / RATE
    const swell = 0.22 + 0.12 * Math.sin((2 * Math.PI * t) / (BAR * 6) + side)
    return swell * (Math.sin(2 * Math.PI * 330 * t) + 0.5 * Math.sin(2 * Math.PI * 495 * t))
  },
  guitar: (frame) => {
    const t = (frame / RATE) % (BAR / 2)
    return 0.5 * Math.exp(-t * 3) * Math.sin(2 * Math.PI * 196 * t)
  },
  piano: (frame) => {
    const t = (frame / RATE) % BAR
    return 0.45 * Math.exp(-t * 2) * Math.sin(2 * Math.PI * 523 * t)
  },
  mix: (frame, side) =>
    0.5 *
    (TONES.drums(frame, side) +
      TONES.bass(frame, side) +
      TONES.vocals(frame, side) +
      TONES.other(frame, side)),
}

export interface Seed {
  id: string
  seconds: number
  /** null: no stems yet. */
  finished: number[] | 'all' | null
  stems?: StemName[]
}

/** Writes a song, and stems of it, into this browser's own stores as import and separation would. */
export async function seedStudio({ id, seconds, finished, stems }: Seed): Promise<void> {
  const rows = await DexieRows.open()
  const blobs = new DexieBlobs()
  const frames = Math.round(seconds * RATE)
  const of = (...lanes: LaneName[]) =>
    sourcesOf(frames, ...lanes).map((source) => ({
      ...source,
      trackId: id,
      separationId: source.separationId && `${id}-s`,
    }))
  for (const source of of('mix')) await writeLane(blobs, source, TONES.mix)
  await rows.write(['tracks'], ({ tracks }) => tracks.put(sampleTrack(id, frames)))
  if (finished !== null) {
    const separation = sampleSeparation(`${id}-s`, id, frames, finished, stems)
    for (const source of of(...separation.stems)) await writeLane(blobs, source, TONES[source.lane])
    await rows.write(['separations'], ({ separations }) => separations.put(separation))
  }
  blobs.close()
  rows.close()
}
