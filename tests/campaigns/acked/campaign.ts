import { randomOf } from '#tests/support/random.ts'
import { Actor, dropFolder, newFolder } from '../crash/actor.ts'
import { takeCensus } from '../crash/census.ts'
import { importGraph } from '../crash/kinds.ts'
import { Stage } from '../crash/stage.ts'
import { ACTS, type Ack, type Scene } from './acts.ts'

export interface AckedReport {
  count: number
  /** Writes that the app said were done. */
  acks: number
  losses: { act: string; seed: number; wrong: string[] }[]
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * One profile through all of it (campaign R12): something is asked, and as soon as the app says that it is done every process of
 * the browser is killed. Whatever was ever acknowledged must lie on the disk after each of these deaths.
 */
export async function killAfterAcks(
  count: number,
  seed: number,
  tell: (line: string) => void,
): Promise<AckedReport> {
  const random = randomOf(seed)
  const stage = await Stage.open()
  const folder = newFolder()
  const actor = new Actor(stage, folder)
  const acks: Ack[] = []
  const report: AckedReport = { count: 0, acks: 0, losses: [] }
  try {
    await actor.open()
    await importGraph(actor)
    for (const names = Object.keys(ACTS); report.count < count; report.count++) {
      const act = names[report.count % names.length] ?? ''
      if (report.count > 0) await actor.open()
      const scene: Scene = { actor, random, turn: report.count }
      const fresh = (await ACTS[act]?.(scene)) ?? []
      // Half of them at once, half while what follows is being written.
      await pause(random() < 0.5 ? 0 : random() * 300)
      await actor.killBrowser()
      acks.push(...fresh)
      report.acks += fresh.length
      const wrong = [...(await missing(actor, acks)), ...actor.uncaught.splice(0)]
      if (wrong.length > 0) report.losses.push({ act, seed, wrong })
      tell(
        `${wrong.length > 0 ? 'LOSS' : 'ok  '} after ${act}: ${acks.length} writes stand ${wrong.join('; ')}`,
      )
    }
    return report
  } finally {
    await actor.close()
    await stage.close()
    dropFolder(folder)
  }
}

/** What was acknowledged and is not there, as the profile lies on the disk: no line of the app has run on it since. */
async function missing(actor: Actor, acks: readonly Ack[]): Promise<string[]> {
  const page = await actor.openBeside('/favicon.svg')
  const census = await takeCensus(page)
  await actor.killBrowser()
  return acks.filter((ack) => !ack.isIn(census)).map((ack) => `lost: ${ack.what}`)
}
