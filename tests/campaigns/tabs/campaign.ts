import { randomOf } from '#tests/support/random.ts'
import { Actor, dropFolder, newFolder } from '../crash/actor.ts'
import { rest, takeCensus } from '../crash/census.ts'
import { importGraph, importSong } from '../crash/kinds.ts'
import { Stage } from '../crash/stage.ts'
import { wrongs } from '../crash/whole.ts'
import {
  leaderDies,
  leaderFreezes,
  removeWhile,
  rename,
  sameFile,
  sameJob,
  type Scene,
  type Tabs,
} from './scenes.ts'

export const SCENES: Record<string, Scene> = {
  sameFile,
  sameJob,
  removeWhile,
  rename,
  leaderDies,
  leaderFreezes,
}

export interface TabsReport {
  count: number
  losses: { scene: string; seed: number; tabs: number; wrong: string[] }[]
  slowestMs: Record<string, number>
}

/** Long enough for a frozen tab to be missed before it is separated; elsewhere a short one will do. */
const LONG_S = 100
const SHORT_S = 40
const NEEDS_LONG = ['leaderFreezes']

/** Plays each scene in turn with two tabs, and every fourth time with five. */
export async function playTabs(
  rounds: number,
  seed: number,
  only: string | null,
  tell: (line: string) => void,
): Promise<TabsReport> {
  const stage = await Stage.open()
  const bases = { long: newFolder(), short: newFolder() }
  const report: TabsReport = { count: 0, losses: [], slowestMs: {} }
  try {
    const names = Object.keys(SCENES).filter((name) => only === null || name === only)
    const isLong = (name: string) => NEEDS_LONG.includes(name)
    if (names.some(isLong)) await prepare(stage, bases.long, LONG_S)
    if (!names.every(isLong)) await prepare(stage, bases.short, SHORT_S)
    for (let round = 0; round < rounds; round++) {
      const scene = names[round % names.length] ?? ''
      const tabs = Math.floor(round / names.length) % 4 === 3 ? 5 : 2
      const took = (what: string, ms: number) =>
        (report.slowestMs[what] = Math.max(report.slowestMs[what] ?? 0, Math.round(ms)))
      const wrong = await play(
        stage,
        isLong(scene) ? bases.long : bases.short,
        scene,
        tabs,
        seed + round,
        took,
      )
      report.count += 1
      if (wrong.length > 0) report.losses.push({ scene, seed: seed + round, tabs, wrong })
      tell(
        `${wrong.length > 0 ? 'LOSS' : 'ok  '} ${scene} with ${tabs} tabs ${wrong.join('; ')} [seed ${seed + round}]`,
      )
    }
    return report
  } finally {
    await stage.close()
    Object.values(bases).forEach(dropFolder)
  }
}

async function prepare(stage: Stage, base: string, seconds: number): Promise<void> {
  const actor = new Actor(stage, base)
  await actor.open()
  await importGraph(actor)
  await importSong(actor.page, 3, seconds)
  await rest(actor.page)
  await actor.close()
}

async function play(
  stage: Stage,
  base: string,
  scene: string,
  count: number,
  seed: number,
  took: (what: string, ms: number) => void,
): Promise<string[]> {
  const folder = newFolder(base)
  const actor = new Actor(stage, folder)
  try {
    const pages = [await actor.open()]
    while (pages.length < count) pages.push(await actor.another())
    const tabs: Tabs = { actor, stage, pages, random: randomOf(seed), took }
    const wrong = (await SCENES[scene]?.(tabs)) ?? [`no scene ${scene}`]
    const [alive = actor.page] = tabs.pages
    return [...wrong, ...wrongs(await takeCensus(alive)), ...actor.uncaught]
  } catch (error) {
    return [String(error).split('\n').slice(0, 3).join(' ')]
  } finally {
    stage.judge = () => 'go'
    stage.release()
    await actor.close()
    dropFolder(folder)
  }
}
