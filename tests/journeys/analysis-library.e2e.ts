import { expect, type Page } from '@playwright/test'
import type { Analysis } from '#lib/core/domain/analysis.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { filterTracks, NO_FILTER } from '#lib/core/domain/filter-tracks.ts'
import { sortTracks } from '#lib/core/domain/find-tracks.ts'
import { goesWell } from '#lib/core/music/goes-well.ts'
import { keyName } from '#lib/core/music/musical-key.ts'
import { analysedLibrary } from '../support/seed-analysis.ts'
import { holdQueue, seed } from '../support/seed-library.ts'
import { rowsIn } from './door.ts'
import { test } from './journey.ts'

const { library, bytes } = analysedLibrary()
const { tracks, trackFacts = [], analyses = [] } = library
const facts = new Map(trackFacts.map((one) => [one.trackId, one]))
const titles = (found: typeof tracks | readonly (typeof tracks)[number][]) => found.map(({ title }) => title)

/** The titles of the rows in sight, from the top. */
const shown = (page: Page) =>
  page
    .getByRole('list', { name: 'Songs', exact: true })
    .getByRole('listitem')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('a')?.textContent?.trim() ?? ''))

/** `older`: as a version before this one has analysed it. */
async function openAnalysed(page: Page, path: string, older = false): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1600 })
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  await holdQueue(page)
  const age = (one: Analysis) => (older ? { ...one, analyzer: { ...one.analyzer, version: 1 } } : one)
  await seed(page, { ...library, jobs: [], analyses: analyses.map(age) }, bytes)
  await page.goto(path)
  await page.reload()
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
}

test('a library is filtered by tempo and by keys that go together, and sorted by both', async ({ page }) => {
  await openAnalysed(page, '/')
  const key = facts.get('t0')?.key ?? null
  const wanted = { ...NO_FILTER, leastBpm: 115, mostBpm: 130, key }
  const inKey = (withNeighbours: boolean) =>
    titles(filterTracks(tracks, facts, { ...wanted, withNeighbours })).toSorted()
  expect(inKey(true).length).toBeGreaterThan(inKey(false).length)
  await page.getByRole('button', { name: 'Filter by tempo and key' }).click()
  await page.getByLabel('BPM from').fill('115')
  await page.getByLabel('to', { exact: true }).fill('130')
  await page.getByLabel('Key', { exact: true }).selectOption(key ? keyName(key) : '')
  await expect.poll(async () => (await shown(page)).toSorted()).toEqual(inKey(true))
  await page.getByRole('checkbox', { name: 'and keys that go with it' }).uncheck()
  await expect.poll(async () => (await shown(page)).toSorted()).toEqual(inKey(false))
  await page.getByRole('button', { name: 'Clear', exact: true }).click()

  for (const [order, name] of [
    ['bpm', 'Tempo'],
    ['key', 'Key'],
  ] as const) {
    await page.getByRole('button', { name: /^Sort by/ }).click()
    await page.getByRole('menuitemradio', { name }).click()
    await expect.poll(() => shown(page)).toEqual(titles(sortTracks(tracks, order, facts)))
  }
})

test('a song says what goes well with it, and each of its pictures has its numbers as a table', async ({
  page,
}) => {
  await openAnalysed(page, '/track/t0')
  await page.getByRole('tab', { name: 'Analysis' }).click()
  const own = facts.get('t0')
  const [best] = own ? goesWell(own, facts.values()) : []
  const partner = tracks.find(({ id }) => id === best?.trackId)?.title ?? ''
  const tab = page.getByRole('tabpanel', { name: 'Analysis' })
  const pictures = tab.getByRole('img', { name: /^[A-Z].*\. / })
  await expect(pictures.nth(6)).toBeVisible()
  // That of the key is a choice as well, and so no picture by its role.
  await expect(tab.getByText('As a table')).toHaveCount((await pictures.count()) + 1)
  await expect(tab.getByRole('button', { name: /^Save: / })).toHaveCount((await pictures.count()) + 1)
  await page.getByRole('link', { name: partner, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: partner })).toBeVisible()
})

test('what an older version has found stays, until a person asks for it anew', async ({ page }) => {
  await openAnalysed(page, '/track/t0', true)
  await page.getByRole('tab', { name: 'Analysis' }).click()
  await expect(page.getByText('A newer version of the analysis is here')).toBeVisible()
  await expect(page.getByLabel('BPM', { exact: true })).toHaveValue('118.3')
  const asked = async () => (await rowsIn<Job>(page, 'jobs')).filter(({ kind }) => kind === 'analyse')
  expect(await asked()).toEqual([])
  await page.getByRole('button', { name: 'Analyse again' }).click()
  await expect.poll(async () => (await asked()).length).toBe(1)
})
