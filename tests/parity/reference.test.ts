import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sfaData } from '#tests/support/sfa-data.ts'
import { openLab, type OpenLab, SERVED_MODEL } from './open-lab.ts'

const data = sfaData()
const reference = data && join(data, 'reference')

/**
 * The app's own worker, in a production build under its own content policy, against the official code in float64.
 * Two clips of 20 s: several minutes on two cores.
 */
describe.skipIf(!reference || !existsSync(SERVED_MODEL))('the official stems', () => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab('reference', { reference: reference ?? '', 'models/htdemucs': SERVED_MODEL }, [
      '--disable-gpu',
    ])
  })
  afterAll(() => lab?.close())

  it.each(['song', 'band'])('are ours within 100 dB: %s', async (clip) => {
    const { run, parity } = await lab.page.evaluate(async (clip) => {
      const { lab } = globalThis
      const mix = `reference/${clip}/mix.wav`
      const pcm = await lab.song(mix)
      const model = await lab.model()
      const order = {
        separationId: clip,
        trackId: 'song',
        pcm,
        model,
        region: null,
        near: null,
        provider: null,
      }
      const run = await lab.run(order)
      return {
        run,
        parity: run.end === 'finished' ? await lab.parity(clip, mix, `reference/${clip}`, model.stems) : null,
      }
    }, clip)
    console.log(`${clip}: ${JSON.stringify(parity)} by ${JSON.stringify(run.engines)}`)
    expect(run).toMatchObject({ end: 'finished', engines: [{ provider: 'wasm' }] })
    expect(run.segments.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(parity).toMatchObject({ notFinite: 0, offGrid: 0 })
    expect(parity?.together).toBeGreaterThanOrEqual(100)
    for (const dB of Object.values(parity?.underMixture ?? {})) expect(dB).toBeGreaterThanOrEqual(100)
    expect(lab.errors).toEqual([])
  })
})
