import { newProfile } from '../support/drive/browser.ts'
import { ensureBuild, Forge } from '../support/drive/forge.ts'
import { goldenLines } from './golden.ts'
import { judge, type Judged } from './judge.ts'
import { aims, tables } from './report.ts'
import { readTruth, soundPath } from './truth.ts'

// `npm run eval:analysis`: every file through the built app, as a person's would go; a table a kind, and both halves.
// A name's beginning (`-- band_`) takes only those files.

async function evaluate(): Promise<boolean> {
  const [only = ''] = process.argv.slice(2)
  const truth = readTruth()?.filter(({ id }) => id.startsWith(only))
  if (!truth) {
    console.log('skipped: the evaluation set is not here (SFA_DATA)')
    return true
  }
  await ensureBuild()
  const profile = newProfile()
  const forge = await Forge.open(profile.folder)
  const judged: Judged[] = []
  try {
    for (const one of truth) {
      const track = await forge.importFile(soundPath(one))
      judged.push(judge(one, await forge.analyse(track.id)))
    }
  } finally {
    await forge.close()
    profile.remove()
  }
  for (const line of [...tables(judged), '', ...goldenLines(judged), '']) console.log(line)
  const checks = aims(judged)
  for (const { words, holds } of checks) console.log(`${holds ? 'holds ' : 'FAILS '} ${words}`)
  return checks.every(({ holds }) => holds)
}

process.exitCode = (await evaluate()) ? 0 : 1
