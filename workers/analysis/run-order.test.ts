import { describe, expect, it } from 'vitest'
import { FEATURES, type AnalysisFeature } from '#lib/core/domain/analysis.ts'
import { detailPrefix, loudnessKey, pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import type { StemName } from '#lib/core/domain/separation.ts'
import { bytesOf, pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { stemPieceAt } from '#lib/core/dsp/segments.ts'
import { detailOf } from '#lib/platform/blobs/detail-bytes.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { bytesOfReading } from '#lib/platform/blobs/reading-bytes.ts'
import { LoudnessMeter } from '#lib/core/dsp/loudness/loudness-meter.ts'
import { musicalSound } from '#tests/support/musical-sound.ts'
import type { AnalysisOrder } from './contract.ts'
import { runOrder } from './run-order.ts'

const SOUND = musicalSound(120, 12)
const STEMS: StemName[] = ['drums', 'bass', 'other', 'vocals']

async function stored() {
  const blobs = new MemoryBlobs()
  for (let at = 0; at < SOUND.length;) {
    const piece = pcmPieceAt(SOUND.length, at)
    if (!piece) break
    const part = SOUND.subarray(piece.start, piece.start + piece.frames)
    await blobs.put([{ key: pcmKey('t', piece.id), bytes: bytesOf(part, part) }])
    at = piece.start + piece.frames
  }
  return blobs
}

async function withStems(blobs: MemoryBlobs) {
  const voice = Float32Array.from(
    { length: SOUND.length },
    (_, i) => 0.2 * Math.sin((2 * Math.PI * 220 * i) / 44_100),
  )
  const silence = new Float32Array(SOUND.length)
  const sounds: Partial<Record<StemName, Float32Array>> = { drums: SOUND, other: SOUND, vocals: voice }
  for (const stem of STEMS)
    for (let at = 0; at < SOUND.length;) {
      const piece = stemPieceAt(SOUND.length, at)
      if (!piece) break
      const part = (sounds[stem] ?? silence).subarray(piece.start, piece.start + piece.frames)
      await blobs.put([{ key: stemKey('s', stem, piece.id), bytes: bytesOf(part, part) }])
      at = piece.start + piece.frames
    }
}

const order = (features: readonly AnalysisFeature[], more: Partial<AnalysisOrder> = {}): AnalysisOrder => ({
  ...({ trackId: 't', source: 'mix', mode: 'full', separation: null, keep: false } as const),
  ...{ frames: SOUND.length, sampleRate: 44_100, channels: 2, features: [...features] },
  ...more,
})

async function detailIn(blobs: MemoryBlobs, source: 'mix' | 'stems' = 'mix') {
  const [key = ''] = await blobs.keys(detailPrefix('t', source))
  const bytes = await blobs.get(key)
  return bytes && detailOf(bytes)
}

const run = (blobs: MemoryBlobs, wish: AnalysisOrder) =>
  runOrder(
    blobs,
    wish,
    () => undefined,
    () => 0,
  )

describe('running an order', () => {
  it('writes lists and curves that can be read again', { timeout: 60_000 }, async () => {
    const blobs = await stored()
    const finding = await run(blobs, order(FEATURES))
    const detail = await detailIn(blobs)
    expect(detail?.beats).toHaveLength(finding.tempo?.beatCount ?? -1)
    expect(detail?.loudness?.momentary.length).toBe(120)
    expect(detail?.frames?.mfcc).toHaveLength(13 * (detail?.frames?.count ?? 0))
  })

  it('leaves what a narrower order does not ask for', { timeout: 60_000 }, async () => {
    const blobs = await stored()
    await run(blobs, order(['tempo', 'energy']))
    await run(blobs, order(['chroma'], { keep: true }))
    const detail = await detailIn(blobs)
    expect(detail?.beats.length).toBeGreaterThan(10)
    expect(detail?.frames?.chroma.length).toBeGreaterThan(100)
    await run(blobs, order(['chroma']))
    expect((await detailIn(blobs))?.beats).toHaveLength(0)
  })

  it('takes the loudness that was measured of the channels of the file', async () => {
    const blobs = await stored()
    const meter = new LoudnessMeter(48_000, [1, 1, 1, 0, 1.41, 1.41])
    meter.push(Array.from({ length: 6 }, () => new Float32Array(48_000).fill(0.1)))
    const reading = meter.finish()
    await blobs.put([{ key: loudnessKey('t'), bytes: bytesOfReading(reading) }])
    const finding = await run(blobs, order(['energy']))
    expect(finding.loudness?.channels).toBe(6)
    expect(finding.loudness?.integratedLufs).toBe(reading.integratedLufs)
  })

  it('hears each stem for itself: beats, harmony, voice and loudness', { timeout: 60_000 }, async () => {
    const blobs = new MemoryBlobs()
    await withStems(blobs)
    const wish = order(['tempo', 'key'], { source: 'stems', separation: { id: 's', stems: STEMS } })
    const finding = await run(blobs, wish)
    expect(finding.tempo?.bpm).toBeCloseTo(120, 0)
    expect(finding.key?.key).toEqual({ tonic: 0, mode: 'major' })
    expect(finding.voice).toEqual({ low: 57, median: 57, high: 57 })
    expect(finding.stems.find(({ stem }) => stem === 'bass')).toMatchObject({
      activity: 0,
      integratedLufs: null,
    })
    expect(finding.stems.find(({ stem }) => stem === 'vocals')?.activity).toBe(1)
    expect((await detailIn(blobs, 'stems'))?.activity?.stems).toHaveLength(4)
  })

  it('answers storage-lost where a piece is gone', async () => {
    const blobs = await stored()
    await blobs.put([], [pcmKey('t', '000001')])
    await expect(run(blobs, order(['energy']))).rejects.toMatchObject({ fault: { code: 'storage-lost' } })
  })
})
