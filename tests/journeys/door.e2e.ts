import { availableParallelism } from 'node:os'
import { expect } from '@playwright/test'
import type { JobInfo, SoundForge } from '#lib/app/door/sound-forge.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'
import { songFile } from './song-file.ts'

const LONG = 10 * 60_000

test('a program imports a song, asks for a stretch of it, watches and reads the stems', async ({ page }) => {
  test.setTimeout(LONG)
  await page.goto('/')
  await opened(page)
  const wav = songFile(4, 7).toString('base64')

  const answer = await page.evaluate(async (text) => {
    const sfa = globalThis.sfa as SoundForge
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const files = [new File([bytes], 'tune.wav'), new File([bytes], 'again.wav')]
    const [trackId = '', ...more] = await sfa.importFiles(files)
    const jobId = await sfa.separate(trackId, { region: { start: 1, end: 3 } })
    const seen: JobInfo[] = []
    const end = await new Promise<JobInfo>((resolve) => {
      sfa.watch(jobId, (job) => {
        seen.push(job)
        if (['done', 'failed', 'cancelled'].includes(job.state)) resolve(job)
      })
    })
    const bass = await sfa.stem(trackId, 'bass')
    const part = await sfa.stem(trackId, 'bass', { start: 1.5, end: 2 })
    const [left] = bass.channels
    return {
      ...{ more, end, seen: seen.length },
      same: await sfa.job(jobId),
      track: (await sfa.tracks()).find((track) => track.id === trackId),
      model: (await sfa.models()).find((model) => model.id === 'htdemucs'),
      lengths: bass.channels.map((channel) => channel.length),
      peak: left.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      agrees: part.channels[0].every((value, i) => value === left[i + 22_050]),
    }
  }, wav)

  expect(answer.end.fault).toBeNull()
  expect(answer).toMatchObject({
    more: [],
    end: { state: 'done', fraction: 1, segments: { done: 1, total: 1 }, engine: { provider: 'wasm' } },
    track: { state: 'ready', durationS: 4, separations: [{ complete: true, region: { start: 1, end: 3 } }] },
    model: { state: 'ready' },
    lengths: [88_200, 88_200],
    agrees: true,
  })
  expect(answer.same).toEqual(answer.end)
  expect(answer.seen).toBeGreaterThan(2)
  expect(answer.peak).toBeGreaterThan(0.05)
  // Threads start under the policy that the page is served with.
  if (availableParallelism() > 1) expect(answer.end.engine?.threads).toBeGreaterThan(1)
})

test('a program is told why a file is not taken', async ({ page }) => {
  await page.goto('/')
  await opened(page)
  const error = await page.evaluate(async () => {
    const files = [
      new File([], 'empty.wav'),
      new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)], 'picture.mp3'),
    ]
    return (globalThis.sfa as SoundForge).importFiles(files).catch((thrown: unknown) => {
      const { fault, trackIds, refused } = thrown as {
        fault: unknown
        trackIds: string[]
        refused: unknown[]
      }
      return { isError: thrown instanceof Error, fault, trackIds, refused: refused.length }
    })
  })
  expect(error).toMatchObject({
    isError: true,
    fault: { code: 'file-empty', retry: 'never' },
    trackIds: [],
    refused: 2,
  })
})
