import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { BROWSER_ARGS, findChromium } from '#tests/support/chromium.ts'
import { holdQueue, manySongs, seed } from '#tests/support/seed-library.ts'
import { startSite } from '#tests/support/site/static-site.ts'
import { scrollThrough, searchFor, startTimes, type Scrolling } from './measures.ts'
import { tasksDuring } from './task-times.ts'

// npm run bench:library [-- --songs 10000 --rounds 5]: the built app with a large library, in a real Chromium: how long a start takes
// until the first songs are drawn, a keystroke of the search until its answer is drawn, and the longest task while scrolling.
const { values } = parseArgs({
  options: { songs: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
})
const songs = Number(values.songs)
const rounds = Number(values.rounds)
const LIMITS = { startMs: 1500, searchMs: 50, taskMs: 50 }

const site = await startSite(join(import.meta.dirname, '../../../build'), 0)
const path = findChromium()
const browser = await chromium.launch({ args: BROWSER_ARGS, ...(path ? { executablePath: path } : {}) })
try {
  const context = await browser.newContext({
    baseURL: site.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('heading', { name: 'Take a song apart' }).waitFor()
  await holdQueue(page)
  await seed(page, manySongs(songs))

  const starts = await startTimes(page, rounds)
  const search = await searchFor(page, ['halogen 99', 'jóga', 'the quiet', 'kite', 'zzz'])
  const scrolled: Scrolling[] = []
  const tasks = await tasksDuring(browser, page, async () => scrolled.push(await scrollThrough(page)))
  const [scroll] = scrolled
  if (!scroll) throw new Error('nothing was scrolled')
  const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN
  const line = (what: string, ms: number, limit: number, more: string) =>
    console.log(`${what.padEnd(10)}${ms.toFixed(0).padStart(6)} ms  (limit ${limit} ms)  ${more}`)

  console.log(
    `${songs} songs; ${loadavg()[0]?.toFixed(1)} programs at work on ${availableParallelism()} cores`,
  )
  line(
    'start',
    median(starts),
    LIMITS.startMs,
    `to the first songs; ${rounds} rounds, worst ${Math.max(...starts).toFixed(0)} ms`,
  )
  line(
    'search',
    median(search),
    LIMITS.searchMs,
    `a keystroke to its answer; ${search.length} strokes, worst ${Math.max(...search).toFixed(0)} ms`,
  )
  line(
    'scrolling',
    tasks.longestMs,
    LIMITS.taskMs,
    `longest task, of computing; ${tasks.long} above. By the clock ${scroll.longestTask.toFixed(0)} ms, ${scroll.longTasks} above, in ${scroll.frames} frames`,
  )
} finally {
  await browser.close()
  await site.close()
}
