import { newProfile } from '../support/drive/browser.ts'
import { ensureBuild, Forge } from '../support/drive/forge.ts'
import { judge, type Judged } from './judge.ts'
import { readTruth, soundPath } from './truth.ts'

// `npm run eval:stems -- band_o_04 band_o_25`: the files named are separated, and what is heard in the mix is held against
// what is heard in the stems.

const share = (value: number | null | undefined) =>
  (typeof value === 'number' ? value.toFixed(2) : '-').padStart(6)

function line(name: string, { found, tempo, beatF, downbeatF, key }: Judged): string {
  const marks = [tempo?.first, tempo?.second, beatF, downbeatF, key?.exact, key?.weighted]
    .map(share)
    .join(' ')
  const bpm = typeof found['tempo'] === 'number' ? found['tempo'].toFixed(2) : '-'
  const heard = typeof found['key'] === 'string' ? found['key'] : '-'
  return `${name.padEnd(26)} ${marks}  ${bpm.padStart(7)} ${heard}`
}

async function compare(ids: readonly string[]): Promise<void> {
  const truth = readTruth()?.filter(({ id }) => ids.includes(id))
  if (!truth) {
    console.log('skipped: the evaluation set is not here (SFA_DATA)')
    return
  }
  await ensureBuild()
  const profile = newProfile()
  const forge = await Forge.open(profile.folder)
  console.log(`${'file'.padEnd(26)} tempo1 tempo2 beat F  down F    key  key w      bpm key`)
  try {
    for (const one of truth) {
      const track = await forge.importFile(soundPath(one))
      console.log(line(`${one.id} mix`, judge(one, await forge.analyse(track.id))))
      await forge.separate(track.id, {}, () => undefined)
      const found = await forge.analyse(track.id, { source: 'stems' })
      console.log(line(`${one.id} stems`, judge(one, found)))
    }
  } finally {
    await forge.close()
    profile.remove()
  }
}

await compare(process.argv.slice(2))
