import { describe, expect, it } from 'vitest'
import { stemKey } from '#lib/core/domain/keys.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import { bytesOf } from '#lib/core/dsp/pcm-pieces.ts'
import { bodyOf, seamOf, segmentCount } from '#lib/core/dsp/segments.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { readStem, separationWith } from './read-stem.ts'

const FRAMES = 700_000

const separation = (id: string, change: Partial<Separation> = {}): Separation => ({
  id,
  trackId: 'track',
  modelId: 'htdemucs',
  modelHash: '',
  stems: ['drums', 'bass', 'other', 'vocals'],
  frames: FRAMES,
  segments: segmentCount(FRAMES),
  finished: [],
  region: null,
  state: 'complete',
  engine: null,
  createdAt: 1,
  finishedAt: null,
  ...change,
})

/** Every sample says which frame it is: frame left, minus frame right. */
async function stored(): Promise<MemoryBlobs> {
  const blobs = new MemoryBlobs()
  for (let index = 0; index < segmentCount(FRAMES); index++) {
    for (const piece of [seamOf(FRAMES, index), bodyOf(FRAMES, index)]) {
      if (!piece) continue
      const left = Float32Array.from({ length: piece.frames }, (_, i) => piece.start + i)
      const bytes = bytesOf(
        left,
        left.map((value) => -value),
      )
      await blobs.put([{ key: stemKey('s', 'bass', piece.id), bytes }])
    }
  }
  return blobs
}

describe('a stem read for a program', () => {
  it('is joined from its pieces without a frame lost or twice', async () => {
    const { sampleRate, channels } = await readStem(await stored(), separation('s'), 'bass', {
      start: 0,
      end: FRAMES,
    })
    expect(sampleRate).toBe(44_100)
    expect(channels[0]).toHaveLength(FRAMES)
    expect(channels[0].every((value, i) => value === i)).toBe(true)
    expect(channels[1].every((value, i) => value === -i)).toBe(true)
  })

  it('can be a part that begins and ends inside pieces, cut to the track', async () => {
    const blobs = await stored()
    const { channels } = await readStem(blobs, separation('s'), 'bass', { start: 250_001, end: 350_003 })
    expect([channels[0][0], channels[0].at(-1), channels[0].length]).toEqual([250_001, 350_002, 100_002])
    const end = await readStem(blobs, separation('s'), 'bass', { start: FRAMES - 5, end: FRAMES + 99 })
    expect(end.channels[1]).toEqual(Float32Array.from([5, 4, 3, 2, 1], (left) => left - FRAMES))
  })

  it('says so when a piece is not separated yet', async () => {
    const blobs = await stored()
    await blobs.removeAll(stemKey('s', 'bass', '000001'))
    const reading = readStem(blobs, separation('s'), 'bass', { start: 0, end: FRAMES })
    await expect(reading).rejects.toMatchObject({ fault: { code: 'stem-missing' } })
  })

  it('comes from the newest separation that has it, complete ones first', () => {
    const old = separation('old', { createdAt: 1 })
    const six = separation('six', { createdAt: 2, stems: ['guitar', 'bass'] })
    const partial = separation('partial', { createdAt: 3, state: 'partial' })
    expect(separationWith('bass', [old, six, partial])?.id).toBe('six')
    expect(separationWith('vocals', [old, six, partial])?.id).toBe('old')
    expect(separationWith('vocals', [six, partial])?.id).toBe('partial')
    expect(separationWith('piano', [old, six])).toBeNull()
  })
})
