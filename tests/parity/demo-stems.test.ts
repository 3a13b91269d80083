import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '#tests/support/run/command.ts'
import { openLab, type OpenLab, SERVED_MODEL } from './open-lab.ts'

/** The demo song's true stems are known, so what the model makes of it can be measured against music, not only code. */
describe.skipIf(!existsSync(SERVED_MODEL))('the demo song', () => {
  let lab: OpenLab
  beforeAll(async () => {
    const data = { demo: join(ROOT, 'static/demo'), 'models/htdemucs': SERVED_MODEL }
    lab = await openLab('demo', data, ['--disable-gpu'])
  })
  afterAll(() => lab?.close())

  it('gains 5 dB of drums, bass and vocals over the mixture', async () => {
    const { run, gains } = await lab.page.evaluate(async () => {
      const { lab } = globalThis
      const pcm = await lab.demo('demo/glass-harbour.flac')
      const model = await lab.model()
      const order = {
        separationId: 'demo',
        trackId: 'song',
        pcm,
        model,
        region: null,
        near: null,
        provider: null,
      }
      const run = await lab.run(order)
      return { run, gains: run.end === 'finished' ? await lab.gains('demo') : {} }
    })
    const gained = Object.entries(gains).map(([stem, { estimate, mixture }]) => {
      console.log(`${stem}: SI-SDR ${estimate.toFixed(1)} dB, the mixture ${mixture.toFixed(1)} dB`)
      return [stem, estimate - mixture] as const
    })
    expect(run.end).toBe('finished')
    for (const [stem, gain] of gained) if (stem !== 'other') expect(gain, stem).toBeGreaterThanOrEqual(5)
    expect(gained).toHaveLength(4)
    expect(lab.errors).toEqual([])
  })
})
