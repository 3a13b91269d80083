import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { BROWSER_ARGS, findChromium } from '#tests/support/chromium.ts'
import { busyLibrary, manySongs, seed } from '#tests/support/seed-library.ts'
import { startSite } from '#tests/support/site/static-site.ts'

// npm run bench:cold [-- --songs 13 --rounds 5]: the built app, visited once and then without a network and without its server. Each round is
// a new browser: how long until it has begun, and from there until a song of the library can be opened and the search answers.
const { values } = parseArgs({
  options: { songs: { type: 'string', default: '13' }, rounds: { type: 'string', default: '5' } },
})
const songs = Number(values.songs)
const LIMIT_MS = 3000

const folder = mkdtempSync(join(tmpdir(), 'sfa-cold-'))
const path = findChromium()
const open = () =>
  chromium.launchPersistentContext(folder, {
    args: BROWSER_ARGS,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...(path ? { executablePath: path } : {}),
  })

/** Visits once, with a library, until everything lies where it is found offline. */
async function install(): Promise<string> {
  const site = await startSite(join(import.meta.dirname, '../../../build'), 0)
  const context = await open()
  const page = await context.newPage()
  await page.goto(site.url)
  await page.waitForFunction(() => globalThis.sfa !== undefined)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await seed(page, songs > 13 ? manySongs(songs) : busyLibrary())
  await context.close()
  await site.close()
  return site.url
}

async function round(url: string): Promise<{ launch: number; usable: number }> {
  const began = performance.now()
  const context = await open()
  const page = context.pages()[0] ?? (await context.newPage())
  const launched = performance.now()
  await context.setOffline(true)
  await page.goto(url, { waitUntil: 'commit' })
  await page.getByRole('link', { name: 'Glass Harbour', exact: true }).waitFor()
  await page.getByRole('searchbox', { name: 'Search the library' }).fill('jóga')
  await page.getByRole('link', { name: 'Glass Harbour', exact: true }).waitFor({ state: 'detached' })
  const usable = performance.now() - launched
  await context.close()
  return { launch: launched - began, usable }
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN
const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`

try {
  const url = await install()
  const all: { launch: number; usable: number }[] = []
  for (let i = 0; i < Number(values.rounds); i++) all.push(await round(url))
  const usable = all.map((one) => one.usable)
  console.log(`${songs} songs, offline, a new browser each of ${all.length} rounds`)
  console.log(`browser   ${ms(median(all.map((one) => one.launch)))}  from its launch to its first tab`)
  console.log(
    `usable    ${ms(median(usable))}  (limit ${LIMIT_MS} ms)  from there until a song can be opened and the search has answered; worst ${Math.max(...usable).toFixed(0)} ms`,
  )
  process.exitCode = median(usable) > LIMIT_MS ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
