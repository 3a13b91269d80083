import { describe, expect, it } from 'vitest'
import { pcmKey } from '#lib/core/domain/keys.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { musicalSound } from '#tests/support/musical-sound.ts'
import { randomOf } from '#tests/support/random.ts'
import { openEssentia } from './essentia.ts'
import { secondOpinion } from './second-opinion.ts'

const essentia = openEssentia()

async function ask(sound: Float32Array) {
  const blobs = new MemoryBlobs()
  for (let at = 0; at < sound.length;) {
    const piece = pcmPieceAt(sound.length, at)
    if (!piece) break
    const part = sound.subarray(piece.start, piece.start + piece.frames)
    await blobs.put([{ key: pcmKey('t', piece.id), bytes: bytesOf(part, part) }])
    at = piece.start + piece.frames
  }
  const order = {
    ...({ trackId: 't', source: 'opinion', separation: null, keep: false, mode: 'quick' } as const),
    ...{ frames: sound.length, sampleRate: 44_100, channels: 2 },
    features: ['tempo' as const, 'key' as const],
  }
  const now = () => 0
  return secondOpinion(essentia, blobs, order, () => undefined, now)
}

describe('the real essentia.js', { timeout: 120_000 }, () => {
  it('hears tempo, key and danceability of a plain song', async () => {
    const { tempo, key, analyzer } = await ask(musicalSound(110, 20, 3))
    expect(analyzer.name).toBe('essentia.js')
    expect(tempo?.bpm).toBeCloseTo(110, -0.5)
    expect(key?.key).toEqual({ tonic: 3, mode: 'major' })
    expect(key?.candidates).toHaveLength(1)
    expect(tempo?.danceability).toBeGreaterThan(0)
  })

  const random = randomOf(3)
  it.each([
    ['silence', new Float32Array(44_100 * 8)],
    ['one sample', Float32Array.of(0.5)],
    ['a hundred samples', new Float32Array(100).fill(0.1)],
  ])('of %s says nothing, though it would have numbers', async (_, sound) => {
    const { tempo, key } = await ask(sound)
    expect(tempo?.bpm).toBeNull()
    expect(tempo?.danceability).toBeNull()
    expect(key?.key).toBeNull()
  })

  it('of noise says nothing either', async () => {
    const { key, tempo } = await ask(Float32Array.from({ length: 44_100 * 10 }, () => random() * 0.6 - 0.3))
    expect(key?.key).toBeNull()
    expect(tempo?.bpm).toBeNull()
  })
})
