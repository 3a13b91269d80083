import type { Page } from 'playwright'
import type { Job } from '#lib/core/domain/job.ts'
import type { Actor } from '../crash/actor.ts'
import { rest, takeCensus } from '../crash/census.ts'
import { importSong } from '../crash/kinds.ts'
import type { Stage } from '../crash/stage.ts'

/** Several tabs of the app side by side, on a profile with a song and a model. */
export interface Tabs {
  actor: Actor
  stage: Stage
  pages: Page[]
  random: () => number
  /** Milliseconds that something took, for the report. */
  took(what: string, ms: number): void
}

/** Does something with the tabs, leaves one that is alive, and answers what went wrong. */
export type Scene = (tabs: Tabs) => Promise<string[]>

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** All tabs do it, each at a moment of its own within `spreadMs`. */
async function all(
  tabs: Tabs,
  spreadMs: number,
  work: (page: Page, index: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    tabs.pages.map(async (page, index) => {
      await pause(tabs.random() * spreadMs)
      await work(page, index)
    }),
  )
}

async function separate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [track] = (await globalThis.sfa?.tracks()) ?? []
    await globalThis.sfa?.separate(track?.id ?? '')
  })
}

async function running(page: Page): Promise<Job | null> {
  const { jobs } = await takeCensus(page)
  return jobs.find((job) => job.kind === 'separate' && job.state === 'running') ?? null
}

async function until<T>(what: string, limitMs: number, look: () => Promise<T | null | false>): Promise<T> {
  const from = performance.now()
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (performance.now() - from > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`)
    await pause(50)
  }
}

/** The tab whose jobs these are: the only one that has workers of separation. */
async function leaderOf(tabs: Tabs): Promise<Page> {
  return until('a tab that works', 30_000, async () => {
    await running(tabs.pages[0] ?? tabs.actor.page)
    return (
      tabs.pages.find((page) => page.workers().some((worker) => worker.url().includes('separation'))) ?? null
    )
  })
}

/** The same bytes dropped in every tab are one song with one job. */
export const sameFile: Scene = async (tabs) => {
  await all(tabs, 400, (page) => importSong(page, 9))
  await rest(tabs.actor.page)
  const { tracks } = await takeCensus(tabs.actor.page)
  return tracks.length === 2 ? [] : [`${tracks.length} songs instead of 2`]
}

/** The same stems asked for in every tab are made once. */
export const sameJob: Scene = async (tabs) => {
  await all(tabs, 400, separate)
  await rest(tabs.actor.page)
  const { separations } = await takeCensus(tabs.actor.page)
  return separations.length === 1 ? [] : [`${separations.length} separations instead of 1`]
}

/** One tab takes the song away while another makes its stems. */
export const removeWhile: Scene = async (tabs) => {
  const [one, two = one] = tabs.pages
  if (!one || !two) return ['no tabs']
  await separate(one)
  await pause(tabs.random() * 3000)
  await two.getByRole('button', { name: 'Select songs' }).click()
  await two
    .getByRole('checkbox', { name: /^Select / })
    .first()
    .check({ force: true })
  await two.getByRole('button', { name: 'Remove', exact: true }).click()
  await rest(one)
  // Until it can no longer be undone.
  await until('bytes of the removed song are freed', 30_000, async () => {
    const { bytes, tracks } = await takeCensus(one)
    return tracks.length === 0 && Object.keys(bytes).every((key) => key.startsWith('model/'))
  })
  const { jobs, separations } = await takeCensus(one)
  return jobs.length + separations.length === 0
    ? []
    : [`rows are left: ${JSON.stringify({ jobs, separations })}`]
}

/** Two tabs write into different fields of a song at once: neither is lost. */
export const rename: Scene = async (tabs) => {
  const words = ['Title', 'Artist', 'Album', 'Album artist', 'Genre']
  await all(tabs, 0, async (page, index) => {
    await page.getByRole('button', { name: /^More/ }).first().click()
    await page.getByRole('menuitem', { name: 'Edit details' }).click()
    await page.getByLabel(words[index] ?? 'Title', { exact: true }).fill(`by tab ${index}`)
  })
  await all(tabs, 200, (page) => page.getByRole('button', { name: 'Save', exact: true }).click())
  await pause(500)
  const [track] = (await takeCensus(tabs.actor.page)).tracks
  const now = [track?.title, track?.artist, track?.album, track?.albumArtist, track?.genre]
  return tabs.pages.flatMap((_, index) =>
    now[index] === `by tab ${index}` ? [] : [`${words[index]} of tab ${index} was lost: ${now[index]}`],
  )
}

/** The tab that works dies: another goes on within ten seconds. */
export const leaderDies: Scene = async (tabs) => {
  await separate(tabs.actor.page)
  const leader = await leaderOf(tabs)
  const others = tabs.pages.filter((page) => page !== leader)
  const [other] = others
  if (!other) return ['no other tab']
  const before = await running(other)
  await pause(tabs.random() * 1500)
  const devtools = await tabs.actor.context.newCDPSession(leader)
  const from = performance.now()
  void devtools.send('Page.crash').catch(() => undefined)
  await until('another tab goes on', 10_000, () => isTakenUp(other, before))
  tabs.took('taken up after a death', performance.now() - from)
  tabs.pages = others
  await rest(other)
  return []
}

/** The tab that works stands still: another goes on, and the first can end nothing when it is let go. */
export const leaderFreezes: Scene = async (tabs) => {
  const { actor, stage } = tabs
  const [leader, other] = tabs.pages
  if (!leader || !other) return ['no other tab']
  const frozen = Promise.withResolvers<null>()
  let left = 1 + Math.floor(tabs.random() * 6)
  // Between two transactions: one left open would hold everybody up.
  stage.judge = (point) => {
    if (!point.startsWith('page after sfa separations put') || --left !== 0) return 'go'
    frozen.resolve(null)
    return 'hold'
  }
  await separate(leader)
  await frozen.promise
  const from = performance.now()
  const before = await running(other)
  await until('another tab goes on', 60_000, () => isTakenUp(other, before))
  tabs.took('taken up after a freeze', performance.now() - from)
  await pause(tabs.random() * 4000)
  stage.release()
  await rest(other)
  await actor.goto('/', leader)
  return []
}

/** Somebody has taken the job since. */
async function isTakenUp(page: Page, before: Job | null): Promise<boolean> {
  const { jobs } = await takeCensus(page)
  const now = jobs.find((job) => job.kind === 'separate')
  // Counted, for on a quick machine it is done again before anybody looks: a frozen tab's worker goes on making segments.
  return now !== undefined && now.claims > (before?.claims ?? 0)
}
