import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from '../chromium.ts'
import { ROOT, run } from './command.ts'
import { ofCampaign, ofPlaywright, ofTool, ofVitest, sum, type Tally } from './tally.ts'
import { worlds } from './worlds.ts'

export interface Step {
  name: string
  run(): Promise<Tally>
}

export const NO_CHROMIUM =
  'No Chromium found: run "npx playwright install --with-deps chromium", or name one in CHROMIUM_PATH.'

const REPORTS = join(ROOT, '.cache/reports')

function freshReport(name: string): string {
  mkdirSync(REPORTS, { recursive: true })
  const path = join(REPORTS, `${name}.json`)
  rmSync(path, { force: true })
  return path
}

function tool(name: string, command: string, args: readonly string[], minutes = 10): Step {
  return { name, run: async () => ofTool(await run(command, args, minutes)) }
}

/** Tools one after the other: a later one is not begun when an earlier one failed. */
function chain(name: string, commands: readonly (readonly [string, ...string[]])[]): Step {
  return {
    name,
    run: async () => {
      for (const [command, ...args] of commands) {
        if (!(await run(command, args, 15))) return ofTool(false)
      }
      return ofTool(true)
    },
  }
}

function vitest(name: string, minutes: number, projects: readonly string[] = [name]): Step {
  return {
    name,
    run: async () => {
      const report = freshReport(name)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const ok = await run(
        'vitest',
        ['run', ...projects.map((project) => `--project=${project}`), '--passWithNoTests', ...reporters],
        minutes,
      )
      return existsSync(report) ? ofVitest(JSON.parse(readFileSync(report, 'utf8')), ok) : ofTool(ok)
    },
  }
}

/** Browsers cost memory: one at a time, and one line when there is none. */
function withBrowser(step: Step): Step {
  return {
    name: step.name,
    run: async () => {
      if (findChromium()) return step.run()
      console.error(NO_CHROMIUM)
      return ofTool(false)
    },
  }
}

const types: Step = {
  name: 'types',
  run: async () => {
    const synced = await run('svelte-kit', ['sync'], 2)
    const tallies = [ofTool(synced)]
    for (const world of worlds()) tallies.push(ofTool(await run(world.tool, world.args, 10)))
    return sum(tallies)
  },
}

const journeys: Step = {
  name: 'journeys',
  run: async () => {
    const report = freshReport('journeys')
    const ok = await run('playwright', ['test', '--config', 'tests/journeys', '--reporter=list,json'], 40, {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    return existsSync(report) ? ofPlaywright(JSON.parse(readFileSync(report, 'utf8')), ok) : ofTool(ok)
  },
}

const SAMPLES = [
  ['crash', '20'],
  ['tabs', '6'],
  ['acked', '4'],
] as const

/** A small piece of each long campaign, the same every time. */
const campaigns: Step = {
  name: 'campaigns',
  run: async () => {
    const tallies: Tally[] = []
    for (const [name, count] of SAMPLES) {
      const report = freshReport(name)
      const args = [`tests/campaigns/${name}.ts`, '--count', count, '--seed', '1', '--report', report]
      const ok = await run('node', args, 15)
      tallies.push(existsSync(report) ? ofCampaign(JSON.parse(readFileSync(report, 'utf8')), ok) : ofTool(ok))
    }
    return sum(tallies)
  },
}

/** In the order in which a fault is cheapest to find. */
export const STEPS: readonly Step[] = [
  tool('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  tool('lint', 'eslint', ['.']),
  types,
  vitest('architecture', 5),
  tool('unused', 'knip', ['--config', 'tests/architecture/knip.json']),
  vitest('unit', 15),
  tool('models', 'node', ['models/prepare.ts']),
  withBrowser(vitest('browser', 20)),
  chain('build', [
    ['vite', 'build', '--logLevel', 'warn'],
    ['node', 'tests/support/finish-build.ts'],
    ['node', 'tests/support/first-load.ts'],
  ]),
  withBrowser(journeys),
  withBrowser(campaigns),
  withBrowser(vitest('parity', 25, ['parity', 'parity-browser'])),
]
