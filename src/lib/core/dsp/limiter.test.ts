import { expect, test } from 'vitest'
import { Limiter } from './limiter.ts'
import { LoudnessMeter } from './loudness/loudness-meter.ts'
import { noiseFrom } from './wav.ts'
import type { Stereo } from './mix.ts'

const RATE = 44_100

function loudSound(frames: number): Stereo {
  const random = noiseFrom(7)
  const tone = (hz: number, phase: number) =>
    Float32Array.from({ length: frames }, (_, i) => {
      const burst = i % 22_050 < 3000 ? 1.6 : 0.4
      return burst * Math.sin((2 * Math.PI * hz * i) / RATE + phase) + 0.3 * (random() - 0.5)
    })
  return [tone(11_025, Math.PI / 4), tone(997, 0)]
}

function limited(sound: Stereo, ceiling: number, step: number, key: Stereo | null = null): Stereo {
  const limiter = new Limiter(RATE, ceiling)
  const out: Stereo = [new Float32Array(sound[0].length), new Float32Array(sound[0].length)]
  let at = 0
  const keep = ({ left, right }: { left: Float32Array; right: Float32Array }) => {
    out[0].set(left, at)
    out[1].set(right, at)
    at += left.length
  }
  const part = (from: Stereo, i: number): Stereo => [
    from[0].subarray(i, i + step),
    from[1].subarray(i, i + step),
  ]
  for (let i = 0; i < sound[0].length; i += step) keep(limiter.push(part(sound, i), key && part(key, i)))
  keep(limiter.flush())
  expect(at).toBe(sound[0].length)
  return out
}

function truePeakDb(sound: Stereo): number {
  const meter = new LoudnessMeter(RATE, [1, 1])
  meter.push(sound)
  return meter.finish().truePeakDbtp ?? -Infinity
}

test('no true peak passes the ceiling, also those between samples', () => {
  const sound = loudSound(4 * RATE)
  expect(truePeakDb(sound)).toBeGreaterThan(3)
  const peak = truePeakDb(limited(sound, Math.pow(10, -1 / 20), 4096))
  expect(peak).toBeLessThan(-0.95)
  expect(peak).toBeGreaterThan(-1.3)
})

test('what is below the ceiling comes out to the last bit, frame for frame', () => {
  const sound = loudSound(RATE).map((side) => side.map((x) => x * 0.1)) as unknown as Stereo
  const out = limited(sound, 0.9, 1000)
  expect(out[0]).toEqual(sound[0])
  expect(out[1]).toEqual(sound[1])
})

test('the sound is the same however it is cut', () => {
  const sound = loudSound(RATE)
  const whole = limited(sound, 0.5, RATE)
  const pieces = limited(sound, 0.5, 777)
  expect(pieces[0]).toEqual(whole[0])
})

test('parts that follow the song sum to the limited song', () => {
  const song = loudSound(RATE)
  const half = song.map((side) => side.map((x) => x * 0.5)) as unknown as Stereo
  const out = limited(half, 0.7, 4096, song)
  const whole = limited(song, 0.7, 4096)
  for (let i = 0; i < RATE; i += 97) expect(2 * (out[0][i] ?? 0)).toBeCloseTo(whole[0][i] ?? 0, 6)
})
