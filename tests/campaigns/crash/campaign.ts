import { Actor, dropFolder, newFolder } from './actor.ts'
import { rest } from './census.ts'
import { PREPARE, ROWS, type Base, type CampaignRow, type Kind } from './kinds.ts'
import { deathsOf, furtherDeaths, shuffled } from './plan.ts'
import { Sender } from './sender.ts'
import { Stage } from './stage.ts'
import { ProfileGone, runTrial, type Death, type Trial } from './trial.ts'

export interface CampaignWish {
  count: number
  seed: number
  /** null: all of them, in turn. */
  kind: Kind | null
  /** Only deaths at points of this name. */
  at: string | null
}

export interface Loss {
  kind: Kind
  deaths: Death[]
  wrong: string[]
}

export interface CampaignReport {
  count: number
  /** Deaths that came, by kind and way. */
  by: Record<string, number>
  /** Distinct points at which somebody died, by kind. */
  points: Record<string, number>
  slowestUpMs: number
  /** Trials that were begun again because Chromium itself had lost the whole profile. */
  profilesGone: number
  losses: Loss[]
}

/** How often one trial is begun again for a profile that Chromium lost; it does so about once in a thousand kills. */
const MOST_ANEW = 2

interface Prepared {
  kind: Kind
  row: CampaignRow
  base: string
  calm: Trial
  deaths: Death[]
}

/** Kinds of work that are done somewhere, each with its row. */
export const KINDS = Object.keys(ROWS) as Kind[]

export async function campaign(wish: CampaignWish, tell: (line: string) => void): Promise<CampaignReport> {
  const stage = await Stage.open()
  const kinds = wish.kind ? [wish.kind] : KINDS
  const ready: Prepared[] = []
  let sender: Sender | null = null
  const bases = new Bases(stage)
  const calm = new Map<CampaignRow, Trial>()
  const report: CampaignReport = { count: 0, by: {}, points: {}, slowestUpMs: 0, profilesGone: 0, losses: [] }
  try {
    if (kinds.includes('receive')) {
      sender = await Sender.open(stage.mount)
      stage.shared = sender.path
    }
    for (const kind of kinds) ready.push(await prepared(stage, kind, wish, bases, calm, tell))
    for (let turn = 0; report.count < wish.count; turn++) {
      const one = ready[turn % ready.length]
      const death = one?.deaths[Math.floor(turn / ready.length) % one.deaths.length]
      if (one && death) await attempt(stage, one, death, wish.seed + turn, report, tell)
      else if (ready.every(({ deaths }) => deaths.length === 0)) throw new Error('no such point')
    }
    return report
  } finally {
    await sender?.close()
    await stage.close()
    bases.drop()
  }
}

/** Profiles that several kinds of work begin on, each made once. */
class Bases {
  readonly #stage: Stage
  readonly #made = new Map<Base, string>()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async folder(base: Base): Promise<string> {
    const known = this.#made.get(base)
    if (known) return known
    const folder = newFolder(base === 'empty' ? undefined : await this.folder('empty'))
    this.#made.set(base, folder)
    const actor = new Actor(this.#stage, folder)
    await actor.open()
    await PREPARE[base](actor)
    await rest(actor.page)
    await actor.leaveWitness()
    await actor.close()
    return folder
  }

  drop(): void {
    for (const folder of this.#made.values()) dropFolder(folder)
  }
}

/** `done`: the undisturbed runs so far; kinds that follow from one another share theirs. */
async function prepared(
  stage: Stage,
  kind: Kind,
  { seed, at }: CampaignWish,
  bases: Bases,
  done: Map<CampaignRow, Trial>,
  tell: (line: string) => void,
): Promise<Prepared> {
  const row = ROWS[kind]
  if (!row) throw new Error(`nobody does ${kind} yet`)
  const base = await bases.folder(row.base)
  const calm = done.get(row) ?? (await runTrial(stage, row, base, []))
  done.set(row, calm)
  if (calm.wrong.length > 0) throw new Error(`${kind} undisturbed: ${calm.wrong.join('; ')}`)
  const all = deathsOf(calm.points, row.workers).filter(({ point }) => at === null || point === at)
  tell(
    `${kind}: ${calm.points.length} points, ${all.length} deaths to die, ${Math.round(calm.ms)} ms undisturbed`,
  )
  return { kind, row, base, calm, deaths: shuffled(all, seed + KINDS.indexOf(kind)) }
}

async function attempt(
  stage: Stage,
  { kind, row, base, calm }: Prepared,
  death: Death,
  seed: number,
  report: CampaignReport,
  tell: (line: string) => void,
): Promise<void> {
  const name = `${kind} ${death.how} at "${death.point}" ${death.nth}`
  try {
    const trial = await withProfile(report, tell, () =>
      runTrial(stage, row, base, [death], furtherDeaths(seed, row.workers)),
    )
    const wrong = [...trial.wrong, ...differences(calm, trial), ...repeated(calm, trial)]
    count(report, kind, trial)
    if (wrong.length > 0) report.losses.push({ kind, deaths: trial.deaths.map((one) => one.death), wrong })
    const ups = trial.deaths.map(({ upAfterMs }) => (upAfterMs === null ? '-' : Math.round(upAfterMs)))
    tell(
      `${wrong.length ? 'LOSS' : 'ok  '} ${name} x${trial.deaths.length} up ${ups.join(',')} ms, ${Math.round(trial.ms)} ms`,
    )
    for (const words of wrong) tell(`     ${words} [seed ${seed}]`)
  } catch (error) {
    report.count += 1
    report.losses.push({ kind, deaths: [death], wrong: [String(error)] })
    tell(`LOSS ${name}: ${String(error)} [seed ${seed}]`)
  }
}

async function withProfile(
  report: CampaignReport,
  tell: (line: string) => void,
  run: () => Promise<Trial>,
): Promise<Trial> {
  for (let anew = 0; ; anew++) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof ProfileGone) || anew >= MOST_ANEW) throw error
      report.profilesGone += 1
      tell(`gone ${error.message}: once more`)
    }
  }
}

function count(report: CampaignReport, kind: Kind, trial: Trial): void {
  for (const { death, upAfterMs } of trial.deaths) {
    report.count += 1
    const name = `${kind} ${death.how}`
    report.by[name] = (report.by[name] ?? 0) + 1
    report.slowestUpMs = Math.max(report.slowestUpMs, upAfterMs ?? 0)
  }
  report.points[kind] = (report.points[kind] ?? 0) + trial.deaths.length
}

/** The result is that of the undisturbed run, byte for byte. */
function differences(calm: Trial, trial: Trial): string[] {
  const keys = new Set([...Object.keys(calm.fingerprint), ...Object.keys(trial.fingerprint)])
  const other = [...keys].filter((key) => calm.fingerprint[key] !== trial.fingerprint[key])
  return other.length > 0 ? [`${other.length} values differ: ${other.slice(0, 3).join(' ')}`] : []
}

/** A death costs at most the segment in hand. */
function repeated(calm: Trial, trial: Trial): string[] {
  const segments = (points: readonly string[]) =>
    points.filter((point) => point.startsWith('separation before')).length
  const more = segments(trial.points) - segments(calm.points)
  return more > trial.deaths.length ? [`${more} segments were made again`] : []
}
