import { expect, type BrowserContextOptions, type Page } from '@playwright/test'
import { analysedLibrary } from '../support/seed-analysis.ts'
import { holdQueue, seed } from '../support/seed-library.ts'
import { WALKS, type Walk } from '../support/walks.ts'
import { wrongs } from './axe.ts'
import { opened } from './door.ts'
import { test } from './journey.ts'

const { library, bytes } = analysedLibrary()

/** Those that differ by more than where the page is scrolled to, and not by how much there is. */
const PLACES = WALKS.filter(
  ({ name, path, then }) =>
    name !== 'library-many' && (then || !path.startsWith('/settings#')) && name !== 'library-analysed',
)
const EMPTY = PLACES.filter((walk) => walk.library === null)
const FULL = PLACES.filter((walk) => walk.library !== null)

/** Goes to every place in every state, the empty ones first, all on one profile. */
async function everywhere(page: Page, see: (walk: Walk) => Promise<void>): Promise<void> {
  page.setDefaultTimeout(30_000)
  await page.goto('/')
  await opened(page)
  for (const walk of EMPTY) await visit(page, walk, see)
  await page.goto('/')
  await holdQueue(page)
  await seed(page, library, bytes)
  const devtools = await page.context().newCDPSession(page)
  for (const walk of FULL) {
    // The browser counts the connections of pages that are left until it sweeps, and allows 500.
    await devtools.send('HeapProfiler.collectGarbage')
    // As it was: what one walk does, and what is found missing meanwhile, is not in the next.
    await seed(page, { ...library, ...walk.library })
    await visit(page, walk, see)
  }
}

function visit(page: Page, walk: Walk, see: (walk: Walk) => Promise<void>): Promise<void> {
  return test.step(walk.name, async () => {
    // A list that is drawn anew under the hand is gone to once more.
    const why = (await reach(page, walk)) && (await reach(page, walk))
    // The other places are to be seen all the same.
    if (why) expect.soft(why, `${walk.name} is not reached`).toBe('')
    else await see(walk)
  })
}

/** Empty when the place is there, else what was in the way. */
async function reach(page: Page, walk: Walk): Promise<string> {
  await page.goto(walk.path)
  await opened(page)
  await page.getByRole('navigation', { name: 'Places' }).waitFor()
  await page.waitForFunction(() => document.querySelector('main h1, main h2'))
  try {
    await walk.then?.(page)
    return ''
  } catch (error) {
    return String(error)
  }
}

/** Things to press that are smaller than a finger; a link in running text may be. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll(
      'button, [role=tab], [role=radio], [role=menuitem], [role=slider], select, summary, input',
    )
    const over = document.querySelector('[role=dialog][data-state=open]')
    // What lies under a dialog cannot be pressed, and the wedges of a circle are as large as it is.
    const open = [...all].filter((one) => (!over || over.contains(one)) && !one.closest('svg'))
    return open.flatMap((one) => {
      const target = one.closest('label, .slider') ?? one
      const first = target.getBoundingClientRect()
      const seen =
        target.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && first.width > 1
      if (!seen || (first.width >= 43.5 && first.height >= 43.5)) return []
      // Its room may be larger than what is drawn.
      target.scrollIntoView({ block: 'center', inline: 'center' })
      const { x, y, width, height } = target.getBoundingClientRect()
      const reached = (dx: number, dy: number) => {
        const hit = document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy)
        return hit !== null && target.contains(hit)
      }
      const tall = height >= 43.5 || (reached(0, -21) && reached(0, 21))
      const broad = width >= 43.5 || (reached(-21, 0) && reached(21, 0))
      return tall && broad
        ? []
        : [`${Math.round(width)} x ${Math.round(height)}: ${target.outerHTML.slice(0, 160)}`]
    })
  })
}

/** What is wider than the place it is in, where that does not scroll by design. */
function wide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = document.querySelectorAll('html, body, main, header, [role=dialog], [role=dialog] .body')
    return [...boxes].flatMap((box) =>
      box.scrollWidth > box.clientWidth + 1 ? [`${box.tagName}.${box.className}: ${box.scrollWidth}`] : [],
    )
  })
}

/** Things to press whose words reach beyond them, into what stands beside. */
function spilling(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'main button, main [role=tab], main label:has([type=radio]), [role=dialog] button',
    )
    return [...all].flatMap((one) =>
      one.innerText.trim() !== '' &&
      one.scrollWidth > one.clientWidth + 1 &&
      getComputedStyle(one).overflowX === 'visible'
        ? [`${one.innerText}: ${one.scrollWidth} in ${one.clientWidth}`]
        : [],
    )
  })
}

const PHONE: BrowserContextOptions = {
  viewport: { width: 320, height: 900 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
  locale: 'en-GB',
  serviceWorkers: 'block',
}

function moving(page: Page): Promise<number> {
  return page.evaluate(() => {
    const takesTime = (one: Animation) => Number(one.effect?.getTiming().duration) > 1
    return document.getAnimations().filter((one) => one.playState === 'running' && takesTime(one)).length
  })
}

test('on the smallest phone nothing is wrong with any place in any state: all is named, legible, whole and large enough for a finger', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(600_000)
  const context = await browser.newContext({ ...PHONE, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await everywhere(page, async ({ name }) => {
    expect.soft(await wrongs(page), name).toEqual([])
    expect.soft(await wide(page), `${name}: wider than the screen`).toEqual([])
    expect.soft(await spilling(page), `${name}: wider than its button`).toEqual([])
    expect.soft(await small(page), `${name}: smaller than a finger`).toEqual([])
    expect.soft(await moving(page), `${name}: moves`).toBe(0)
  })
  await context.close()
})
