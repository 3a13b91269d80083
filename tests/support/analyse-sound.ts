import { FEATURES, QUICK } from '#lib/core/domain/analysis.ts'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { analyseMix } from '#workers/analysis/analyse-mix.ts'
import { FRAME, LONG_FRAME } from '#workers/analysis/ear.ts'
import { openFft } from '#workers/kit/pffft.ts'

const transforms = Promise.all([openFft(FRAME), openFft(LONG_FRAME)])

/** The analysis of a song of 44.1 kHz, the same on both sides, as its worker makes it. */
export async function analyseSound(sound: Float32Array, mode: 'quick' | 'full' = 'full') {
  const [short, long] = await transforms
  const blobs = new MemoryBlobs()
  for (let at = 0; at < sound.length;) {
    const piece = pcmPieceAt(sound.length, at)
    if (!piece) break
    const end = piece.start + piece.frames
    const part = sound.subarray(piece.start, end)
    await blobs.put([{ key: pcmKey('t', piece.id), bytes: bytesOf(part, part) }])
    at = end
  }
  const features = mode === 'full' ? [...FEATURES] : [...QUICK]
  const order = {
    ...({ trackId: 't', source: 'mix', separation: null, keep: false } as const),
    ...{ frames: sound.length, sampleRate: 44_100, channels: 2, features, mode },
  }
  return analyseMix(order, { blobs, short, long, measured: null, now: () => 0, tick: () => undefined })
}
