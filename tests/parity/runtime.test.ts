import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StemName } from '#lib/core/domain/separation.ts'
import { openLab, type OpenLab } from './open-lab.ts'

// Chromium's software GPU: the same shaders as on a real one, some hundred times slower.
const SWIFTSHADER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

const FOUR: StemName[] = ['drums', 'bass', 'other', 'vocals']
const SIX: StemName[] = [...FOUR, 'guitar', 'piano']

/** A graph in which each stem is a share of the mixture, half of it by each branch. */
const graphOf = (shares: readonly number[]) => ({
  specGains: shares.map((share) => share / 2),
  waveGains: shares.map((share) => share / 2),
})

/** Where a segment ends at the track's end the spectrogram has no frames: the official model hears nothing there. */
const MARGIN = 2048

/** The model hears no Nyquist frequency, of which the test tone's noise has a little. */
const TOLERANCE = 2e-3

interface Wish {
  id: string
  frames: number
  stems: StemName[]
  bag: { shares: number[]; weights: number[] }[]
  provider: 'webgpu' | 'wasm' | null
  /** Expected share of each stem. */
  shares: number[]
}

describe('the runtime in the browser', { timeout: 1_200_000 }, () => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab('runtime', {}, SWIFTSHADER)
  })
  afterAll(() => lab?.close())

  async function separate({ id, frames, stems, bag, provider, shares }: Wish) {
    const graphs = bag.map(({ shares, weights }) => ({ graph: graphOf(shares), weights }))
    return lab.page.evaluate(
      async ({ id, frames, stems, graphs, provider, shares, margin }) => {
        const { lab } = globalThis
        const pcm = await lab.tone(frames)
        const model = await lab.smallModel(stems, graphs)
        const order = { separationId: id, trackId: 'song', pcm, model, region: null, near: null, provider }
        const run = await lab.run(order)
        const worst: number[] = []
        for (const [i, stem] of stems.entries())
          worst.push(await lab.worst(order, stem, shares[i] ?? NaN, margin))
        return { run, worst }
      },
      { id, frames, stems, graphs, provider, shares, margin: MARGIN },
    )
  }

  it('does not take a software adapter, and says so', async () => {
    const shares = [1, 0.5, 0.25, 2]
    const bag = [{ shares, weights: [1, 1, 1, 1] }]
    const { run, worst } = await separate({
      id: 'a',
      frames: 300_000,
      stems: FOUR,
      bag,
      provider: null,
      shares,
    })
    expect(run).toMatchObject({ end: 'finished', engines: [{ provider: 'wasm' }] })
    expect(run.engines[0]?.device).toMatch(/software.*swiftshader/i)
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE)
  })

  it('runs one network of six stems', async () => {
    const shares = [1, 0.5, 0.25, 2, 0, 0.75]
    const bag = [{ shares, weights: SIX.map(() => 1) }]
    const { run, worst } = await separate({
      id: 'b',
      frames: 200_000,
      stems: SIX,
      bag,
      provider: 'wasm',
      shares,
    })
    expect(run.end).toBe('finished')
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE)
  })

  it('runs four specialists, each for its own stem', async () => {
    const shares = [1, 0.5, 0.25, 2]
    const bag = shares.map((share, own) => ({
      shares: FOUR.map((_, i) => (i === own ? share : 9)),
      weights: FOUR.map((_, i) => (i === own ? 1 : 0)),
    }))
    const { run, worst } = await separate({
      id: 'c',
      frames: 200_000,
      stems: FOUR,
      bag,
      provider: 'wasm',
      shares,
    })
    expect(run.end).toBe('finished')
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE)
  })

  it('runs on WebGPU where it is told to', async () => {
    const shares = [1, 0.5, 0.25, 2]
    const bag = [{ shares, weights: [1, 1, 1, 1] }]
    const { run, worst } = await separate({
      id: 'd',
      frames: 200_000,
      stems: FOUR,
      bag,
      provider: 'webgpu',
      shares,
    })
    expect(run).toMatchObject({ end: 'finished', engines: [{ provider: 'webgpu' }] })
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE)
  })

  it('goes on without the GPU when that is lost in the middle', async () => {
    const shares = [1, 0.5, 0.25, 2]
    const bag = [{ shares, weights: [1, 1, 1, 1] }]
    const running = separate({ id: 'e', frames: 300_000, stems: FOUR, bag, provider: 'webgpu', shares })
    await lab.page.waitForFunction(() => globalThis.labSegments > 0, null, { timeout: 900_000 })
    await lab.loseGpu()
    const { run, worst } = await running
    expect(run).toMatchObject({ end: 'finished', engines: [{ provider: 'webgpu' }, { provider: 'wasm' }] })
    expect(run.segments.map(({ index }) => index)).toEqual([0, 1])
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE)
    expect(lab.errors).toEqual([])
  })
})
