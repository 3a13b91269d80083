import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright'
import { BROWSER_ARGS, findChromium } from '#tests/support/chromium.ts'
import { startSite } from '#tests/support/site/static-site.ts'

// npm run lighthouse: what Lighthouse says of the built app on this machine, nothing asked of the network: score by category, and
// each audit that is not whole.
const LIMITS: Record<string, number> = { performance: 95, accessibility: 100, 'best-practices': 100 }
const places = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['/', '/queue', '/settings']

const site = await startSite(join(import.meta.dirname, '../../../build'), 0)
const path = findChromium()
const port = 9000 + (process.pid % 1000)
const browser = await chromium.launch({
  args: [...BROWSER_ARGS, `--remote-debugging-port=${port}`],
  ...(path ? { executablePath: path } : {}),
})
let low = 0
try {
  for (const form of ['desktop', 'mobile'] as const)
    for (const place of places) {
      const result = await lighthouse(`${site.url}${place}`, {
        port,
        logLevel: 'error',
        onlyCategories: Object.keys(LIMITS),
        formFactor: form,
        // The machine as it is: how a phone would compute is another question than what this page does.
        throttlingMethod: 'provided',
        screenEmulation:
          form === 'desktop'
            ? { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false }
            : { mobile: true, width: 390, height: 844, deviceScaleFactor: 2, disabled: false },
      })
      if (!result) throw new Error(`no answer for ${place}`)
      const { categories, audits } = result.lhr
      const scores = Object.entries(categories).map(([id, { score }]) => {
        const points = Math.round((score ?? 0) * 100)
        if (points < (LIMITS[id] ?? 0)) low += 1
        return `${id} ${points}`
      })
      console.log(`${form.padEnd(8)}${place.padEnd(12)}${scores.join('  ')}`)
      for (const { auditRefs } of Object.values(categories))
        for (const { id, weight } of auditRefs) {
          const { score, title, displayValue, details } = audits[id] ?? {}
          if (weight === 0 || score === undefined || score === null || score >= 0.9) continue
          const items = details && 'items' in details ? JSON.stringify(details.items).slice(0, 400) : ''
          console.log(`  ${id} ${score}: ${title} ${displayValue ?? ''} ${items}`)
        }
    }
} finally {
  await browser.close()
  await site.close()
}
process.exitCode = low > 0 ? 1 : 0
