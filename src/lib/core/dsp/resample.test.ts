import { describe, expect, it } from 'vitest'
import { Resampler, resampledFrames } from './resample.ts'

const sine = (rate: number, hz: number, frames: number): Float32Array =>
  Float32Array.from({ length: frames }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate + 0.3))

function convert(rate: number, input: Float32Array, block: number) {
  const resampler = new Resampler(rate)
  const left: number[] = []
  const right: number[] = []
  for (let at = 0; at < input.length; at += block) {
    const part = input.slice(at, at + block)
    const out = resampler.push(
      part,
      part.map((x) => -x),
    )
    left.push(...out.left)
    right.push(...out.right)
  }
  const rest = resampler.flush()
  left.push(...rest.left)
  right.push(...rest.right)
  return { left, right }
}

/** Signal over difference in dB against the same sine made at 44.1 kHz, edges left out. */
function snr(out: number[], hz: number): number {
  const truth = sine(44_100, hz, out.length)
  let power = 0
  let error = 0
  for (let i = 1000; i < out.length - 1000; i++) {
    power += (truth[i] ?? 0) ** 2
    error += ((truth[i] ?? 0) - (out[i] ?? NaN)) ** 2
  }
  return 10 * Math.log10(power / error)
}

describe('resampling to 44.1 kHz', () => {
  it.each([48_000, 88_200, 96_000, 192_000, 384_000, 44_099, 47_999.5])(
    'keeps sines at 1, 10 and 18 kHz within 100 dB from %i Hz, at their place in time',
    (rate) => {
      for (const hz of [1000, 10_000, 18_000]) {
        const { left } = convert(rate, sine(rate, hz, Math.round(rate / 4)), 4999)
        expect(snr(left, hz)).toBeGreaterThan(100)
      }
    },
  )

  it.each([8000, 11_025, 16_000, 22_050, 32_000])('takes %i Hz up within 100 dB', (rate) => {
    const { left } = convert(rate, sine(rate, rate / 5, rate), 1000)
    expect(snr(left, rate / 5)).toBeGreaterThan(100)
  })

  it('gives the same whatever the blocks, and the right channel its own sound', () => {
    const input = sine(48_000, 3000, 9000)
    const { left, right } = convert(48_000, input, 9000)
    expect(convert(48_000, input, 1).left).toEqual(left)
    expect(right).toEqual(left.map((x) => -x))
  })

  it.each([0, 1, 2, 100, 48_000])('makes exactly the rounded number of frames from %i', (frames) => {
    const rates = [8000, 44_056, 48_000, 96_000]
    const made = rates.map((rate) => convert(rate, new Float32Array(frames), 512).left.length)
    expect(made).toEqual(rates.map((rate) => resampledFrames(frames, rate)))
  })

  it('leaves nothing of a tone above the new Nyquist frequency', () => {
    const { left } = convert(96_000, sine(96_000, 30_000, 24_000), 4096)
    expect(Math.max(...left.slice(1000, -1000).map(Math.abs))).toBeLessThan(2e-6)
  })
})
