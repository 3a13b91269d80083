import { FEATURES, QUICK, type AnalysisMode } from '#lib/core/domain/analysis.ts'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { analyseMix } from '#workers/analysis/analyse-mix.ts'
import { FRAME, LONG_FRAME } from '#workers/analysis/ear.ts'
import { openFft } from '#workers/kit/pffft.ts'
import { musicalSound } from '../support/musical-sound.ts'

const SECONDS = 60

/**
 * Seconds of processor time for a minute of sound: the analysis of the worker, run in this process, whose time the system counts
 * apart from its neighbours'. It may take two rounds to be compiled; the least of them counts.
 */
export async function analysisComputing(mode: AnalysisMode, rounds = 3): Promise<number> {
  const sound = musicalSound(117, SECONDS)
  const blobs = new MemoryBlobs()
  for (let at = 0; at < sound.length;) {
    const piece = pcmPieceAt(sound.length, at)
    if (!piece) break
    const part = sound.subarray(piece.start, piece.start + piece.frames)
    await blobs.put([{ key: pcmKey('t', piece.id), bytes: bytesOf(part, part) }])
    at = piece.start + piece.frames
  }
  const [short, long] = [await openFft(FRAME), await openFft(LONG_FRAME)]
  const order = {
    ...({ trackId: 't', source: 'mix', separation: null, keep: false, channels: 2 } as const),
    ...{ frames: sound.length, sampleRate: 44_100, mode },
    features: mode === 'full' ? [...FEATURES] : [...QUICK],
  }
  let least = Infinity
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    await analyseMix(order, {
      ...{ blobs, short, long, measured: null },
      ...{ now: () => performance.now(), tick: () => undefined },
    })
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, ((user + system) / 1e6) * (60 / SECONDS))
  }
  return least
}
