import type { Clock } from '#lib/core/domain/clock.ts'
import { Resampler } from '#lib/core/dsp/resample.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { DexieRows } from '#lib/platform/storage/dexie-rows.ts'
import type { Benchmark } from './diagnostic-facts.ts'

const PREFIX = 'bench/'
const PIECE_BYTES = 4 * 1024 * 1024
const PIECES = 8
const COMPUTE_MS = 1500
const RATE = 48_000

export interface BenchDoors {
  rows: Pick<DexieRows, 'read'>
  blobs: Pick<BlobStore, 'put' | 'get' | 'removeAll'>
  clock: Pick<Clock, 'after'>
}

const MB = 1_000_000
const perSecond = (amount: number, ms: number) => amount / (Math.max(1, ms) / 1000)

/** Times what the work here leans on: arithmetic on sound, and the store of bytes. Some five seconds; leaves nothing behind. */
export async function benchmark({ rows, blobs, clock }: BenchDoors): Promise<Benchmark> {
  const soundPerSecond = await computing(clock)
  const bytes = new Uint8Array(PIECE_BYTES)
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  const keys = Array.from({ length: PIECES }, (_, i) => `${PREFIX}${i}`)
  try {
    const wrote = performance.now()
    for (const key of keys) await blobs.put([{ key, bytes: bytes.slice() }])
    const read = performance.now()
    for (const key of keys) await blobs.get(key)
    const end = performance.now()
    const all = (PIECES * PIECE_BYTES) / MB
    return {
      soundPerSecond,
      writeMbPerS: perSecond(all, read - wrote),
      readMbPerS: perSecond(all, end - read),
      segmentS: await pace(rows),
    }
  } finally {
    await blobs.removeAll(PREFIX)
  }
}

/** Seconds of stereo sound resampled in a second, in tenths, so that frames are drawn between. */
async function computing(clock: BenchDoors['clock']): Promise<number> {
  const resampler = new Resampler(RATE)
  const tenth = new Float32Array(RATE / 10)
  let seconds = 0
  let spent = 0
  while (spent < COMPUTE_MS) {
    const from = performance.now()
    resampler.push(tenth, tenth)
    spent += performance.now() - from
    seconds += 0.1
    await new Promise<void>((resolve) => void clock.after(0, resolve))
  }
  return perSecond(seconds, spent)
}

/** Seconds that a part of a separation took, as the last one tells. */
function pace(rows: BenchDoors['rows']): Promise<number | null> {
  return rows.read(['separations'], async ({ separations }) => {
    const timed = (await separations.all()).flatMap(({ engine }) => engine?.segmentS ?? [])
    return timed.at(-1) ?? null
  })
}
