import { describe, expect, it } from 'vitest'
import { GRAPH_IO, SEGMENT_FRAMES, SPEC_BINS, SPEC_FRAMES } from '#models/card.ts'
import { inspect } from '#models/inspect.ts'
import { runtime } from './ort-node.ts'
import { smallGraph } from './small-graph.ts'

const noise = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (((i * 48271) % 65537) - 32768) / 32768)

async function answer(bytes: Uint8Array) {
  const ort = await runtime()
  const session = await ort.InferenceSession.create(bytes)
  const mix = noise(2 * SEGMENT_FRAMES)
  const spec = noise(4 * SPEC_BINS * SPEC_FRAMES)
  const out = await session.run({
    [GRAPH_IO.mix]: new ort.Tensor('float32', mix, [1, 2, SEGMENT_FRAMES]),
    [GRAPH_IO.spec]: new ort.Tensor('float32', spec, [1, 4, SPEC_BINS, SPEC_FRAMES]),
  })
  const specOut = out[GRAPH_IO.specOut]?.data as Float32Array
  const waveOut = out[GRAPH_IO.waveOut]?.data as Float32Array
  await session.release()
  return { mix, spec, specOut, waveOut }
}

/** Largest difference between part `index` of `all` and `gain` times `input`. */
function worst(all: Float32Array, index: number, input: Float32Array, gain: number): number {
  let most = 0
  for (let i = 0; i < input.length; i++) {
    most = Math.max(most, Math.abs((all[index * input.length + i] ?? NaN) - (input[i] ?? 0) * gain))
  }
  return most
}

describe('small graph', () => {
  const six = { specGains: [0.5, 0.25, 0.125, 1, 2, -1], waveGains: [0.25, 1, 0.5, 4, -0.5, 0.125] }

  it('gives each of six stems its exact share of both branches', async () => {
    const { mix, spec, specOut, waveOut } = await answer(smallGraph(six))
    expect(six.specGains.map((gain, i) => worst(specOut, i, spec, gain))).toEqual([0, 0, 0, 0, 0, 0])
    expect(six.waveGains.map((gain, i) => worst(waveOut, i, mix, gain))).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('adds a pattern of every operator where texture is asked for', async () => {
    const gains = { specGains: [1, 1, 1, 1], waveGains: [1, 1, 1, 1] }
    const { spec, specOut } = await answer(smallGraph({ ...gains, texture: 1 }))
    const most = worst(specOut, 0, spec, 1)
    expect(most).toBeGreaterThan(0.05)
    expect(most).toBeLessThan(1.01)
  })

  it('fits the interface that imported files must have', () => {
    expect(inspect(smallGraph(six), 6)).toMatchObject({ fits: true, stems: 6, opset: 17, names: GRAPH_IO })
  })
})
