import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { SoundFacts } from '#lib/core/domain/export.ts'
import type { Forge } from '../../support/drive/forge.ts'
import { hasFfmpeg, loudnessByFfmpeg } from '../../support/ffmpeg.ts'

const TARGET = -14
const CEILING = -1
/** What two meters may differ by. */
const MOST_LU = 0.1
const MOST_DB = 0.2

interface Reading {
  lufs: number
  truePeakDbtp: number
}

const number = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width)
const reading = ({ lufs, truePeakDbtp }: Reading) => number(lufs, 3, 9) + number(truePeakDbtp, 3, 8)

function row(name: string, sound: SoundFacts, ours: Reading | null, theirs: Reading | null): string {
  const gain = number(sound.gainDb, 2, 8) + number(sound.limitedDb, 2, 8)
  const heard = ours ? reading(ours) : '   silence        '
  const other = theirs ? reading(theirs) : ''
  return name.slice(0, 24).padEnd(24) + gain + heard + other
}

/** Songs brought to a loudness and limited; what the app says of the file beside what ffmpeg's `ebur128` hears in it. */
export async function loudness(forge: Forge, folder: string, songs: readonly string[]): Promise<void> {
  console.log(`\nto ${TARGET} LUFS, ${CEILING} dBTP      gain dB limited     ours    dBTP   ffmpeg    dBTP`)
  const processing = { level: { kind: 'loudness' as const, lufs: TARGET }, ceilingDbtp: CEILING }
  const wish = { sources: [{ kind: 'original' as const }], formats: ['wav24' as const], processing }
  const apart = { lu: 0, db: 0, over: [] as string[], off: [] as string[], above: [] as string[], count: 0 }
  for (const song of songs) {
    const track = await forge.importFile(song)
    const name = basename(song)
    for await (const { content, sound } of forge.export(track.id, { ...wish, template: 'loud' })) {
      if (!sound) continue
      const place = join(folder, 'loud.wav')
      writeFileSync(place, content)
      const { lufs, truePeakDbtp } = sound
      const ours = lufs !== null && truePeakDbtp !== null ? { lufs, truePeakDbtp } : null
      const theirs = hasFfmpeg ? loudnessByFfmpeg(place) : null
      console.log(row(name, sound, ours, theirs))
      if (!ours || !theirs) continue
      const lu = Math.abs(ours.lufs - theirs.lufs)
      const db = Math.abs(ours.truePeakDbtp - theirs.truePeakDbtp)
      apart.count += 1
      apart.lu = Math.max(apart.lu, lu)
      apart.db = Math.max(apart.db, db)
      if (lu > MOST_LU || db > MOST_DB) apart.over.push(name)
      if (Math.abs(theirs.lufs - TARGET) > MOST_LU) apart.off.push(name)
      if (theirs.truePeakDbtp > CEILING) apart.above.push(name)
    }
  }
  const list = (names: readonly string[]) => [String(names.length), ...names].join(' ')
  const most = `${apart.lu.toFixed(3)} LU and ${apart.db.toFixed(3)} dB`
  console.log(`\n${apart.count} of ${songs.length} measured by both; furthest apart by ${most}`)
  console.log(`apart by more than ${MOST_LU} LU or ${MOST_DB} dB: ${list(apart.over)}`)
  console.log(`further than ${MOST_LU} LU from the target: ${list(apart.off)}`)
  console.log(`above the ceiling by ffmpeg: ${list(apart.above)}`)
}
