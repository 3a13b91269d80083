import type { Locator, Page } from '@playwright/test'

/** No page has more stops. */
const STOPS = 150

export const isFocused = (element: Element): boolean => element === document.activeElement

/** Goes on with Tab until this has the focus: what Tab never reaches fails. */
export async function walkTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < STOPS; stop++) {
    if (await target.evaluate(isFocused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${String(target)}`)
}

/** Presses a control as somebody without a mouse does. */
export async function pressed(page: Page, target: Locator): Promise<void> {
  await walkTo(page, target)
  await page.keyboard.press('Enter')
}

/** Role and name of what has the focus, as a screen reader says it: `button "Play"`. */
export async function focused(page: Page): Promise<string> {
  // What opens a list of details has no role in a snapshot.
  const said = (await page.locator(':focus').ariaSnapshot({ timeout: 5000 })).replace(
    /^- text: (.*)$/,
    '- summary "$1"',
  )
  return /^- '?([a-z]+(?: "(?:[^"\\]|\\.)*")?)/.exec(said)?.[1] ?? said
}

/** What Tab comes by, from the top of the page, until it is round. */
export async function stops(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    // Where the focus was last is where Tab goes on from.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  const all: string[] = []
  const isHere = () => page.evaluate(() => document.activeElement !== document.body)
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab')
    if (!(await isHere())) break
    const said = await focused(page)
    if (stop > 0 && said === all[0]) break
    all.push(said)
  }
  return all
}
