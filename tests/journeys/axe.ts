import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What an automatic check finds wrong; a menu floats outside the landmarks by design. */
export async function wrongs(page: Page): Promise<string[]> {
  // Colours are read as drawn: wait until nothing fades.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  )
  const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze()
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}
