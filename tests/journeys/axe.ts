import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What an automatic check finds wrong in the theme that is on, and what is hard to read in the other one. */
export async function wrongs(page: Page): Promise<string[]> {
  await stands(page)
  // A menu floats outside the landmarks by design.
  const found = await violations(axe(page).disableRules(['region']))
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: dark ? 'light' : 'dark' })
  await stands(page)
  const pale = await violations(axe(page).withRules(['color-contrast']))
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  return [...found, ...pale.map((one) => `in the ${dark ? 'light' : 'dark'} theme: ${one}`)]
}

/** A page that frames nothing is checked in itself; else every check would open one more tab. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode()

async function violations(builder: AxeBuilder): Promise<string[]> {
  const { violations: all } = await builder.analyze()
  return all.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}

/** Colours are read as drawn: wait until nothing fades. */
async function stands(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  )
}
