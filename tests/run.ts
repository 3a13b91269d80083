import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './support/chromium.ts'
import { ROOT, run } from './support/run/command.ts'
import { NO_CHROMIUM, STEPS } from './support/run/steps.ts'
import { sum, type Tally } from './support/run/tally.ts'

// `npm test` runs everything, `npm test -- unit journeys` only the steps named; the last line is the sum.
const asked = process.argv.slice(2)
const names = STEPS.map((step) => step.name)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length) {
  console.error(`There is no step "${unknown.join('", "')}". Steps: ${names.join(', ')}`)
  process.exit(2)
}
const chosen = STEPS.filter((step) => asked.length === 0 || asked.includes(step.name))
if (!findChromium()) console.error(NO_CHROMIUM)
// What every tsconfig builds on; a fresh clone has none.
if (!existsSync(join(ROOT, '.svelte-kit/tsconfig.json'))) await run('svelte-kit', ['sync'], 2)

const results: { name: string; tally: Tally; seconds: number }[] = []
for (const step of chosen) {
  console.log(`\n=== ${step.name}`)
  const begun = performance.now()
  const tally = await step.run()
  results.push({ name: step.name, tally, seconds: (performance.now() - begun) / 1000 })
}

console.log('\n=== sum')
for (const { name, tally, seconds } of results) {
  const counts = `${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed`
  console.log(
    `${name.padEnd(13)}${counts} ${String(tally.skipped.length).padStart(4)} skipped ${seconds.toFixed(0).padStart(5)} s`,
  )
  for (const skipped of tally.skipped) console.log(`  skipped: ${skipped}`)
  for (const unsteady of tally.unsteady) console.log(`  passed at the second try only: ${unsteady}`)
}
const { passed, failed } = sum(results.map(({ tally }) => tally))
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
