import { parseArgs } from 'node:util'
import { FEATURES, type AnalysisFeature, type AnalysisMode } from '#lib/core/domain/analysis.ts'
import { newProfile } from './drive/browser.ts'
import { ensureBuild, Forge } from './drive/forge.ts'

const USAGE = `npm run analyse -- SONG… [--mode full|quick] [--features ${FEATURES.join(',')},all]`

interface Wish {
  songs: string[]
  mode: AnalysisMode
  features: AnalysisFeature[] | null
}

/** Throws TypeError for what makes no sense. */
function parse(args: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { mode: { type: 'string', default: 'full' }, features: { type: 'string' } },
  })
  const { mode } = values
  if (positionals.length === 0) throw new TypeError('no song is named')
  if (mode !== 'full' && mode !== 'quick') throw new TypeError(`no such mode: ${mode}`)
  const names = values.features?.split(',') ?? []
  const wrong = names.find((name) => name !== 'all' && !FEATURES.some((feature) => feature === name))
  if (wrong !== undefined) throw new TypeError(`no such feature: ${wrong}`)
  const all = names.includes('all')
  return {
    songs: positionals,
    mode,
    features: names.length === 0 ? null : FEATURES.filter((feature) => all || names.includes(feature)),
  }
}

/** Prints one JSON object a song, each on a line of its own where there are several. */
async function analyse({ songs, mode, features }: Wish): Promise<void> {
  await ensureBuild()
  const profile = newProfile()
  const forge = await Forge.open(profile.folder)
  try {
    for (const song of songs) {
      const track = await forge.importFile(song)
      const found = await forge.analyse(track.id, features ? { mode, features } : { mode })
      console.log(JSON.stringify(found, null, songs.length === 1 ? 2 : 0))
    }
  } finally {
    await forge.close()
    profile.remove()
  }
}

try {
  await analyse(parse(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof TypeError) console.error(USAGE)
  process.exitCode = 1
}
