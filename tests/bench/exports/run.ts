import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTruth, soundPath } from '../../eval/truth.ts'
import { newProfile } from '../../support/drive/browser.ts'
import { ensureBuild, Forge } from '../../support/drive/forge.ts'
import { loudness } from './loudness.ts'
import { nullTests } from './null-tests.ts'

// `npm run bench:exports [-- SONG…]`: every format written by the app in a browser and decoded again, and songs brought to a loudness,
// measured by ffmpeg. Without songs, all of the evaluation set where it lies here.

await ensureBuild()
const asked = process.argv.slice(2)
const songs = asked.length > 0 ? asked : (readTruth() ?? []).map(soundPath)
const profile = newProfile()
const folder = mkdtempSync(join(tmpdir(), 'exports-'))
const forge = await Forge.open(profile.folder)
try {
  await nullTests(forge, folder)
  await loudness(forge, folder, songs)
} finally {
  await forge.close()
  profile.remove()
  rmSync(folder, { recursive: true })
}
