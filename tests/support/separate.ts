import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { JobInfo, Region, TrackInfo } from '#lib/app/door/sound-forge.ts'
import { newProfile } from './drive/browser.ts'
import { ensureBuild, Forge } from './drive/forge.ts'
import { isPlain, parseWish, USAGE, type SeparateWish } from './drive/separate-wish.ts'
import { WavFile, type WavFormat } from './drive/wav-file.ts'

const PIECE_S = 20

/** One line a phase, and one for every ten percent. */
function progressLines(): (job: JobInfo) => void {
  let last = ''
  return ({ phase, fraction, leftS, state }) => {
    const key = `${phase} ${Math.floor(fraction * 10)}`
    if (key === last || state !== 'running') return
    last = key
    const left = leftS === null ? '' : `, ${Math.round(leftS)} s left`
    console.log(`${String(Math.round(fraction * 100)).padStart(3)} %  ${phase}${left}`)
  }
}

/** Runs the job; answers with how it ended and its seconds, those for fetching the model left out. */
async function work(forge: Forge, track: TrackInfo, { wish }: SeparateWish) {
  const line = progressLines()
  let begun = performance.now()
  const job = await forge.separate(track.id, wish, (now) => {
    if (now.phase === 'waiting' || now.phase === 'fetching-model') begun = performance.now()
    line(now)
  })
  return { job, seconds: (performance.now() - begun) / 1000 }
}

async function writeStems(
  forge: Forge,
  trackId: string,
  region: Region,
  { song, out, format }: SeparateWish,
) {
  const [separation] = (await forge.tracks()).find(({ id }) => id === trackId)?.separations ?? []
  mkdirSync(out, { recursive: true })
  for (const stem of separation?.stems ?? []) {
    const path = join(out, `${basename(song, extname(song))} (${stem}).wav`)
    const file = new WavFile(path, format as WavFormat, 44_100)
    for (let start = region.start; start < region.end; start += PIECE_S) {
      const end = Math.min(start + PIECE_S, region.end)
      file.add(...(await forge.stem(trackId, stem, { start, end })))
    }
    file.close()
    console.log(path)
  }
}

/** Stems through the app's own exports: worked on, in any format, with tags. */
async function exportStems(forge: Forge, trackId: string, { song, out, format, processing }: SeparateWish) {
  mkdirSync(out, { recursive: true })
  const name = basename(song, extname(song))
  const template = `${name.replaceAll(/[{}/]/g, '-')} ({stem})`
  const wish = { formats: [format], processing: processing ?? {}, template }
  for await (const { path, sound, content } of forge.export(trackId, wish)) {
    const place = join(out, path)
    writeFileSync(place, content)
    const { lufs = null, truePeakDbtp = null, gainDb = 0 } = sound ?? {}
    const facts = [lufs && `${lufs.toFixed(1)} LUFS`, truePeakDbtp && `${truePeakDbtp.toFixed(1)} dBTP`]
    console.log([place, ...facts.filter(Boolean), `gain ${gainDb.toFixed(1)} dB`].join('  '))
  }
}

async function separate(asked: SeparateWish): Promise<void> {
  await ensureBuild()
  const profile = newProfile()
  const forge = await Forge.open(profile.folder, asked.gpu)
  try {
    const track = await forge.importFile(asked.song)
    const whole = { start: 0, end: track.durationS ?? 0 }
    const region = { ...(asked.wish.region ?? whole) }
    region.end = Math.min(region.end, whole.end)
    const { job, seconds } = await work(forge, track, asked)
    await (isPlain(asked) ? writeStems(forge, track.id, region, asked) : exportStems(forge, track.id, asked))
    const length = region.end - region.start
    console.log(
      `${length.toFixed(1)} s of sound in ${seconds.toFixed(1)} s: RTF ${(seconds / length).toFixed(2)}`,
    )
    if (job.engine) {
      const { provider, threads, device, loadS } = job.engine
      console.log(`${provider}, ${threads} threads, ${device}; model opened in ${loadS.toFixed(1)} s`)
    }
  } finally {
    await forge.close()
    profile.remove()
  }
}

try {
  await separate(parseWish(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof TypeError) console.error(USAGE)
  process.exitCode = 1
}
