import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { STRIDE_FRAMES } from '#lib/core/dsp/segments.ts'
import { sfaData } from '#tests/support/sfa-data.ts'
import { openLab, SERVED_MODEL } from './open-lab.ts'

/** `hardware` on a machine with a GPU; `software` lets the processor play one, and takes most of an hour. */
const wished = process.env['SFA_WEBGPU']
const ARGS: Record<string, string[]> = {
  hardware: ['--enable-unsafe-webgpu', '--enable-features=Vulkan'],
  software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--disable-gpu-watchdog'],
}

const data = sfaData()
const reference = data && join(data, 'reference')

it.skipIf(!wished || !reference || !existsSync(SERVED_MODEL))(
  'the real model on WebGPU is within 100 dB of the official stems (SFA_WEBGPU=hardware or software)',
  { timeout: 3 * 3_600_000 },
  async () => {
    const args = ARGS[wished ?? ''] ?? []
    const lab = await openLab('webgpu', { reference: reference ?? '', 'models/htdemucs': SERVED_MODEL }, args)
    try {
      lab.page.setDefaultTimeout(0)
      // What the first segment has to itself is final without the second.
      const { run, parity } = await lab.page.evaluate(async (frames) => {
        const { lab } = globalThis
        const mix = 'reference/song/mix.wav'
        const pcm = await lab.song(mix)
        const model = await lab.model()
        const order = { separationId: 'gpu', trackId: 'song', pcm, model, near: null }
        const region = { start: 0, end: frames }
        const run = await lab.run({ ...order, region, provider: 'webgpu' as const })
        if (run.end !== 'finished') return { run, parity: null }
        return { run, parity: await lab.parity('gpu', mix, 'reference/song', model.stems, frames) }
      }, STRIDE_FRAMES)
      console.log(JSON.stringify({ run, parity }))
      expect(run).toMatchObject({ end: 'finished', engines: [{ provider: 'webgpu' }] })
      expect(parity).toMatchObject({ notFinite: 0, offGrid: 0 })
      expect(parity?.together).toBeGreaterThanOrEqual(100)
      for (const dB of Object.values(parity?.underMixture ?? {})) expect(dB).toBeGreaterThanOrEqual(100)
      expect(lab.errors).toEqual([])
    } finally {
      await lab.close()
    }
  },
)
