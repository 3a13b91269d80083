import { expect, test } from 'vitest'
import { renderDemo } from '#lib/core/demo/render.ts'
import file from '../../static/demo/glass-harbour.flac?url'

/**
 * The file uses 14 bits: a step is 2^-13. Dither moves a sample by up to one and a half, and Chromium divides
 * positive 16-bit samples by 32767, which adds up to a quarter at full scale.
 */
const STEP = 2 ** -13

test('the demo file is what the recipe renders, sample for sample, without offset', async () => {
  const bytes = await (await fetch(file)).arrayBuffer()
  const decoded = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(bytes)
  const { mix } = renderDemo()
  expect(decoded.length).toBe(mix[0].length)
  for (const side of [0, 1] as const) {
    const heard = decoded.getChannelData(side)
    const apart = mix[side].reduce((most, x, i) => Math.max(most, Math.abs(x - (heard[i] ?? NaN))), 0)
    expect(apart).toBeLessThan(2 * STEP)
  }
})
