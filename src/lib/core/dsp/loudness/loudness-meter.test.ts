import { describe, expect, test } from 'vitest'
import { loudnessWeights } from '../downmix.ts'
import { LoudnessMeter, type LoudnessReading } from './loudness-meter.ts'

const RATE = 48_000

/** Stretches of a 1 kHz tone, each at a level in dBFS. */
function tone(rate: number, ...parts: readonly (readonly [seconds: number, dbfs: number])[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, [seconds]) => sum + Math.round(seconds * rate), 0))
  let at = 0
  for (const [seconds, dbfs] of parts) {
    const gain = Math.pow(10, dbfs / 20)
    const end = at + Math.round(seconds * rate)
    for (; at < end; at++) out[at] = gain * Math.sin((2 * Math.PI * 1000 * at) / rate)
  }
  return out
}

function measure(
  rate: number,
  channels: readonly Float32Array[],
  weights = channels.map(() => 1),
): LoudnessReading {
  const meter = new LoudnessMeter(rate, weights)
  const length = channels[0]?.length ?? 0
  for (let at = 0; at < length; at += 10_007) meter.push(channels.map((one) => one.subarray(at, at + 10_007)))
  return meter.finish()
}

describe('integrated loudness, after EBU Tech 3341', () => {
  test.each([44_100, 48_000, 96_000, 22_050])('a stereo tone of -23 dBFS is -23 LUFS at %i Hz', (rate) => {
    const left = tone(rate, [20, -23])
    const read = measure(rate, [left, left])
    expect(read.integratedLufs).toBeCloseTo(-23, 1)
    expect(read.maxMomentaryLufs).toBeCloseTo(-23, 1)
    expect(read.maxShortTermLufs).toBeCloseTo(-23, 1)
  })

  test('what is 10 LU quieter is gated away (case 3)', () => {
    const left = tone(RATE, [10, -36], [60, -23], [10, -36])
    expect(measure(RATE, [left, left]).integratedLufs).toBeCloseTo(-23, 1)
  })

  test('five channels and a low one are weighed as the standard says (case 6)', () => {
    const [front, centre, back, low] = [-28, -24, -30, -10].map((dbfs) => tone(RATE, [20, dbfs]))
    if (!front || !centre || !back || !low) throw new Error('four tones')
    const read = measure(RATE, [front, front, centre, low, back, back], loudnessWeights(6, null))
    expect(read.integratedLufs).toBeCloseTo(-23, 1)
    expect(read.channels).toBe(6)
  })

  test('a sample that is no number is no peak, and hides none', () => {
    const sound = tone(RATE, [1, -6])
    sound[1000] = NaN
    const { truePeakDbtp, samplePeakDbfs } = measure(RATE, [sound])
    expect(truePeakDbtp).toBeCloseTo(-6, 1)
    expect(samplePeakDbfs).toBeCloseTo(-6, 1)
  })

  test('silence, and sound shorter than a block, have none', () => {
    expect(measure(RATE, [new Float32Array(RATE * 5)])).toMatchObject({
      integratedLufs: null,
      rangeLu: null,
      truePeakDbtp: null,
      samplePeakDbfs: null,
    })
    expect(measure(RATE, [Float32Array.of(0.5)]).integratedLufs).toBeNull()
  })
})

test('loudness range is the distance between stretches, after EBU Tech 3342 (case 1)', () => {
  const left = tone(RATE, [20, -20], [20, -30])
  expect(measure(RATE, [left, left]).rangeLu).toBeCloseTo(10, 0)
})

test('a quarter of the rate at 45 degrees peaks 3 dB over its samples', () => {
  const samples = Float32Array.from(
    { length: RATE },
    (_, i) => 0.5 * Math.sin((Math.PI / 2) * i + Math.PI / 4),
  )
  const read = measure(RATE, [samples])
  expect(read.samplePeakDbfs).toBeCloseTo(-9.03, 1)
  expect(read.truePeakDbtp).toBeGreaterThan(-6.42)
  expect(read.truePeakDbtp).toBeLessThan(-5.82)
})

test('a peak in the middle of quiet sound is found, and its place', () => {
  const samples = tone(RATE, [3, -40])
  samples[RATE] = 0.9
  const { peaks, truePeakDbtp } = measure(RATE, [samples])
  expect(truePeakDbtp).toBeCloseTo(20 * Math.log10(0.9), 0)
  expect(peaks.indexOf(Math.max(...peaks))).toBe(10)
})
