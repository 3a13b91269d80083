import { setTimeout as delay } from 'node:timers/promises'
import { Actor, dropFolder, newFolder } from './actor.ts'
import { rest, takeCensus, type Census } from './census.ts'
import type { CampaignRow } from './kinds.ts'
import type { Stage } from './stage.ts'
import { fingerprint, isLeftOver, wrongs } from './whole.ts'

export type How = 'page' | 'worker' | 'browser'

/** A death at the `nth` time that `point` is reached. */
export interface Death {
  point: string
  nth: number
  how: How
}

export interface Trial {
  /** Points in the order they were reached, up to the end. */
  points: string[]
  /** Deaths that came, with the milliseconds from each to the job's next sign of life. */
  deaths: { death: Death; upAfterMs: number | null }[]
  wrong: string[]
  fingerprint: Record<string, string>
  ms: number
}

/** The browser did not bring the profile back: nothing can be said of the app. */
export class ProfileGone extends Error {}

/**
 * One piece of work from a profile's `base` to its end, with the deaths planned. `again` is asked for further deaths, once
 * the work is up again: by the number of points met since.
 */
export async function runTrial(
  stage: Stage,
  row: CampaignRow,
  base: string,
  deaths: readonly Death[],
  again: (met: number) => How | null = () => null,
): Promise<Trial> {
  const folder = newFolder(base)
  const actor = new Actor(stage, folder)
  const run = new Run(stage, row, actor, deaths, again)
  const ended = new AbortController()
  try {
    return await Promise.race([run.toEnd(), run.tooLong(ended.signal)])
  } finally {
    ended.abort()
    stage.judge = () => 'go'
    await actor.close()
    dropFolder(folder)
  }
}

/** Several deaths, each with a wait for a lease or for a silent worker, end well within this. */
const LONGEST_MS = 5 * 60_000

class Run {
  readonly #stage: Stage
  readonly #row: CampaignRow
  readonly #actor: Actor
  readonly #planned: Death[]
  readonly #again: (met: number) => How | null
  readonly #points: string[] = []
  readonly #seen = new Map<string, number>()
  readonly #deaths: Trial['deaths'] = []
  #died: { how: How; at: number } | null = null
  #wake: () => void = () => undefined
  #since = 0
  #upAt = 0

  constructor(
    stage: Stage,
    row: CampaignRow,
    actor: Actor,
    deaths: readonly Death[],
    again: (met: number) => How | null,
  ) {
    this.#stage = stage
    this.#row = row
    this.#actor = actor
    this.#planned = [...deaths]
    this.#again = again
  }

  async toEnd(): Promise<Trial> {
    const from = performance.now()
    await this.#actor.open()
    this.#stage.judge = (point) => this.#judge(point)
    let asked = false
    for (let opened = true; ;) {
      opened ||= await this.#untilDeath(() => this.#comeBack())
      asked ||= opened && (await this.#untilDeath(() => this.#askOnce()))
      if (asked && opened && (await this.#untilDeath(() => rest(this.#actor.page)))) break
      if (!this.#died) continue
      await this.#bury()
      opened = false
    }
    this.#stage.judge = () => 'go'
    const census = await this.#settled()
    const wrong = [...wrongs(census), ...this.#actor.uncaught.map((words) => `nobody caught: ${words}`)]
    return {
      points: this.#points,
      deaths: this.#deaths,
      wrong,
      fingerprint: fingerprint(census),
      ms: performance.now() - from,
    }
  }

  /** Throws with the last points that were reached, unless it is over before. */
  async tooLong(over: AbortSignal): Promise<never> {
    await delay(LONGEST_MS, null, { signal: over })
    throw new Error(`no end: ${this.#died ? 'dead' : 'alive'} after ${this.#points.slice(-3).join(', ')}`)
  }

  #judge(point: string): 'go' | 'terminate' | 'never' {
    if (this.#died) return 'never'
    this.#points.push(point)
    this.#since += 1
    const nth = (this.#seen.get(point) ?? 0) + 1
    this.#seen.set(point, nth)
    const last = this.#deaths.at(-1)
    if (last && last.upAfterMs === null && /jobs put \S+\/(running|done)/.test(point))
      last.upAfterMs = performance.now() - this.#upAt
    const planned = this.#planned.findIndex((death) => death.point === point && death.nth === nth)
    const [death] = planned < 0 ? [] : this.#planned.splice(planned, 1)
    const how = death?.how ?? (this.#deaths.length > 0 ? this.#again(this.#since) : null)
    if (!how) return 'go'
    this.#since = 0
    this.#upAt = performance.now()
    this.#deaths.push({ death: death ?? { point, nth, how }, upAfterMs: null })
    if (how === 'worker') return 'terminate'
    this.#died = { how, at: performance.now() }
    this.#wake()
    return 'never'
  }

  /** True when `work` came to its end before a death. */
  async #untilDeath(work: () => Promise<void>): Promise<boolean> {
    if (this.#died) return false
    const death = new Promise<'death'>((resolve) => (this.#wake = () => resolve('death')))
    const done = work().then(
      () => 'done' as const,
      (error: unknown) => error,
    )
    const first = await Promise.race([done, death])
    if (first === 'done' && !this.#died) return true
    if (first === 'death' || this.#died) return false
    throw first
  }

  async #askOnce(): Promise<void> {
    if (!(await this.#row.isTaken(this.#actor))) await this.#row.ask(this.#actor)
  }

  async #comeBack(): Promise<void> {
    await this.#actor.open()
    if (!(await this.#actor.hasWitness())) throw new ProfileGone('Chromium has begun the profile anew')
  }

  async #bury(): Promise<void> {
    const how = this.#died?.how
    if (how === 'browser') await this.#actor.killBrowser()
    else await this.#actor.crashPage()
    this.#died = null
    this.#upAt = performance.now()
  }

  /** What a death left for the next start to sweep is gone after that start. */
  async #settled(): Promise<Census> {
    const census = await takeCensus(this.#actor.page)
    if (!wrongs(census).some(isLeftOver)) return census
    await this.#actor.goto('/')
    const until = performance.now() + 10_000
    for (;;) {
      const later = await takeCensus(this.#actor.page)
      const still = wrongs(later).some(isLeftOver)
      if (!still || performance.now() > until) return later
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
