import { expect, test } from 'vitest'
import { loudnessKey } from '#lib/core/domain/keys.ts'
import { loudnessWeights } from '#lib/core/dsp/downmix.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { readingOf } from '#lib/platform/blobs/reading-bytes.ts'
import { keepReading, loudnessTap } from './loudness-tap.ts'

test('the channels of a file are measured where the stored stereo would tell something else', () => {
  expect(loudnessTap({ channels: 2, rate: 44_100, mask: null })).toBeNull()
  expect(loudnessTap({ channels: 1, rate: 44_100, mask: null })).toBeNull()
  expect(loudnessTap({ channels: 2, rate: 48_000, mask: null })).not.toBeNull()
  expect(loudnessTap({ channels: 6, rate: 44_100, mask: null })).not.toBeNull()
})

test('surrounds count more and the low channel not at all, wherever the file says they are', () => {
  expect(loudnessWeights(6, null)).toEqual([1, 1, 1, 0, 1.41, 1.41])
  expect(loudnessWeights(6, 0x60f)).toEqual([1, 1, 1, 0, 1.41, 1.41])
  expect(loudnessWeights(5, 0x37)).toEqual([1, 1, 1, 1.41, 1.41])
  expect(loudnessWeights(4, 0x33)).toEqual([1, 1, 1.41, 1.41])
  expect(loudnessWeights(2, null)).toEqual([1, 1])
})

test('a reading comes back as it was kept, gaps and silence included', async () => {
  const meter = loudnessTap({ channels: 2, rate: 48_000, mask: null })
  if (!meter) throw new Error('a meter')
  const sound = Float32Array.from({ length: 96_000 }, (_, i) => (i < 48_000 ? 0 : 0.2 * Math.sin(i / 10)))
  meter.push([sound, sound])
  const reading = meter.finish()
  const blobs = new MemoryBlobs()
  await keepReading(blobs, 't', reading)
  const bytes = await blobs.get(loudnessKey('t'))
  const back = bytes && readingOf(bytes)
  expect(back?.integratedLufs).toBe(reading.integratedLufs)
  expect(back?.momentary[0]).toBeNaN()
  expect(back?.momentary[5]).toBe(-Infinity)
  expect(back?.momentary.at(-1)).toBeCloseTo(reading.momentary.at(-1) ?? 0, 4)
  expect(readingOf(new TextEncoder().encode('something else'))).toBeNull()
})
