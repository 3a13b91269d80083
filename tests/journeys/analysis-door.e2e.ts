import { expect } from '@playwright/test'
import type { JobInfo, SoundForge } from '#lib/app/door/sound-forge.ts'
import { wavFile } from '../support/make-wav.ts'
import { musicalSound } from '../support/musical-sound.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'

test('a song is analysed by itself, also across a reload, and a program reads what was found', async ({
  page,
}) => {
  test.setTimeout(5 * 60_000)
  const sound = musicalSound(110, 20)
  const wav = Buffer.from(wavFile([sound, sound], 44_100, 'int16')).toString('base64')
  await page.goto('/')
  await opened(page)
  const trackId = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const [id = ''] = await (globalThis.sfa as SoundForge).importFiles([new File([bytes], 'tune.wav')])
    return id
  }, wav)

  await page.reload()
  await opened(page)
  const found = await page.evaluate(async (id) => {
    const sfa = globalThis.sfa as SoundForge
    for (;;) {
      const analysis = await sfa.analysis(id)
      if (analysis) return analysis
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }, trackId)
  expect(found).toMatchObject({ analysis_mode: 'full', key: 'C major', camelot: '8B', sample_rate: 44_100 })
  expect(found['tempo']).toBeGreaterThan(109)
  expect(found['tempo']).toBeLessThan(111)
  expect(found['lufs_integrated']).toBeLessThan(0)
  expect(Array.isArray(found['chords']) && found['chords'].length).toBeGreaterThan(2)

  const again = await page.evaluate(async (id) => {
    const sfa = globalThis.sfa as SoundForge
    const jobId = await sfa.analyse(id, { features: ['tempo'] })
    const job = await new Promise<JobInfo>((resolve) => {
      sfa.watch(jobId, (now) => {
        if (['done', 'failed', 'cancelled'].includes(now.state)) resolve(now)
      })
    })
    return { state: job.state, found: await sfa.analysis(id) }
  }, trackId)
  // What a narrower wish did not ask for is still there.
  expect(again).toMatchObject({ state: 'done', found: { key: 'C major', n_mfcc: 13 } })

  // The real library, in the one worker that may make code of text; the page may not.
  await page.goto(`/track/${trackId}`)
  await page.getByRole('tab', { name: 'Analysis' }).click()
  await page.getByRole('button', { name: 'Ask essentia.js', exact: true }).click()
  const card = page.getByRole('region', { name: 'Second opinion' })
  await expect(card.getByRole('row', { name: /^Tempo/ })).toContainText(/11[01].*agrees/, { timeout: 90_000 })
  await expect(card.getByRole('row', { name: /^Key/ })).toContainText('agrees')
  const opinion = await page.evaluate((id) => (globalThis.sfa as SoundForge).analysis(id, 'opinion'), trackId)
  expect(opinion).toMatchObject({ key: 'C major', analyzer: { name: 'essentia.js' } })
  const policyOf = (pattern: RegExp) =>
    page.evaluate(async (source) => {
      const { name = '' } =
        performance.getEntriesByType('resource').find((one) => new RegExp(source).test(one.name)) ?? {}
      return (await fetch(name || '/')).headers.get('content-security-policy')
    }, pattern.source)
  expect(await policyOf(/opinion\.worker/)).toContain(" 'unsafe-eval'")
  expect(await policyOf(/^$/)).not.toContain(" 'unsafe-eval'")
})
