import type { Page } from 'playwright'

const FIRST_ROW = '[aria-setsize] [data-row]'

/** Milliseconds from asking for the page until its first songs are in it, as the page's own clock saw them. */
export async function startTimes(page: Page, rounds: number): Promise<number[]> {
  await page.addInitScript((selector) => {
    const look = () => {
      if (!document.querySelector(selector)) return void requestAnimationFrame(look)
      requestAnimationFrame(() => (document.documentElement.dataset['firstRow'] = String(performance.now())))
    }
    addEventListener('DOMContentLoaded', look)
  }, FIRST_ROW)
  const times: number[] = []
  // The first visit after seeding fills the caches of the browser and is not counted.
  for (let round = -1; round < rounds; round++) {
    await page.goto('/')
    const at = await page.waitForFunction(() => document.documentElement.dataset['firstRow'])
    if (round >= 0) times.push(Number(await at.jsonValue()))
  }
  return times
}

/** Milliseconds from each keystroke in the search until the frame with its answer. */
export async function searchFor(page: Page, queries: readonly string[]): Promise<number[]> {
  await page.getByRole('searchbox', { name: 'Search the library' }).focus()
  return page.evaluate(async (all) => {
    const field = document.activeElement as HTMLInputElement
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const times: number[] = []
    for (const query of all) {
      for (let length = 0; length <= query.length; length++) {
        await frame()
        const from = performance.now()
        field.value = query.slice(0, length)
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        // Svelte writes in a microtask; asking for the layout makes it whole.
        await Promise.resolve()
        await new Promise((resolve) => setTimeout(resolve))
        void document.body.offsetHeight
        times.push(performance.now() - from)
      }
    }
    field.value = ''
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await frame()
    return times
  }, queries)
}

export interface Scrolling {
  /** Of the main thread, ms; below 50 the browser reports none. */
  longestTask: number
  longTasks: number
  frames: number
  longestFrame: number
}

/** Scrolls through the list by wheel, fast and far. */
export async function scrollThrough(page: Page): Promise<Scrolling> {
  await page.evaluate(() => {
    const seen = { tasks: [] as number[], frames: [] as number[] }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.tasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    let last = performance.now()
    const tick = (now: number) => {
      seen.frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await page.mouse.move(720, 500)
  for (let i = 0; i < 120; i++) await page.mouse.wheel(0, i % 10 === 9 ? 20_000 : 700)
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { tasks: number[]; frames: number[] } }
    return {
      longestTask: Math.max(0, ...seen.tasks),
      longTasks: seen.tasks.length,
      frames: seen.frames.length,
      longestFrame: Math.max(0, ...seen.frames),
    }
  })
}
