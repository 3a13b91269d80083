import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import type { Job } from '#lib/core/domain/job.ts'
import { originalKey, pcmKey } from '#lib/core/domain/keys.ts'
import { pcmPieceAt } from '#lib/core/dsp/pcm-pieces.ts'
import { plant } from '../support/plant.ts'
import { drive, newProfile } from '../support/drive/browser.ts'
import { ensureBuild } from '../support/drive/forge.ts'
import { proxyTo } from '../support/outside/outside-proxy.ts'
import { startOutside } from '../support/outside/start-outside.ts'
import { sampleTrack } from '../support/sample-rows.ts'
import { startSite } from '../support/site/static-site.ts'
import { rawTransfer } from './share/raw-channel.ts'
import { storesMade } from '../support/stores-made.ts'

// `npm run bench:share [-- --mib N --rounds N]`: a share between two browser processes beside a bare data channel between the
// same two, in turn; chunks are checked and on disk when they count, the bare channel keeps nothing.

const { values } = parseArgs({
  options: { mib: { type: 'string', default: '40' }, rounds: { type: 'string', default: '5' } },
})
const bytes = Number(values.mib) * 1024 * 1024
const rounds = Number(values.rounds)
const PIECE = 4 * 1000 * 1000
const GOAL = 0.6
/** Of the song beside its file: a second. */
const FRAMES = 44_100

/** Puts a song whose file is noise into a browser's stores, past the product. */
async function seedFile(page: Page): Promise<void> {
  const keys = Array.from({ length: Math.ceil(bytes / PIECE) }, (_, i) => ({
    key: originalKey('song', i),
    size: Math.min(PIECE, bytes - i * PIECE),
  }))
  // Its sound too: what is not there is taken for lost.
  const sound = pcmPieceAt(FRAMES, 0)
  if (sound) keys.push({ key: pcmKey('song', sound.id), size: sound.frames * 8 })
  await page.evaluate(async (all) => {
    const request = indexedDB.open('sfa-bytes')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no bytes'))
    })
    for (const { key, size } of all) {
      const noise = new Uint8Array(size)
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536))
      const tx = db.transaction(['bytes', 'sizes'], 'readwrite')
      tx.objectStore('bytes').put({ key, bytes: new Blob([noise]) })
      tx.objectStore('sizes').put({ key, size })
      await new Promise((resolve) => tx.addEventListener('complete', resolve))
    }
    db.close()
  }, keys)
  const file = { name: 'noise.bin', bytes, sha256: 'ab'.repeat(32), mime: 'audio/wav' }
  await plant(page, { tracks: [{ ...sampleTrack('song', FRAMES), file }] })
}

/** Links that were made before. */
const known = new Set<string>()

async function makeLink(sender: Page, url: string): Promise<string> {
  await sender.goto(`${url}/track/song`)
  await sender.getByRole('tab', { name: 'Share' }).click()
  const original = sender.getByRole('switch', { name: /^Original file/ })
  if ((await original.getAttribute('aria-checked')) !== 'true') await original.click()
  await sender.getByRole('button', { name: 'Make a link' }).click()
  for (;;) {
    const all = await sender
      .getByLabel(/^Link to/)
      .evaluateAll((fields: HTMLInputElement[]) => fields.map((field) => field.value))
    const fresh = all.find((link) => !known.has(link))
    if (fresh) {
      known.add(fresh)
      return fresh
    }
    await sender.waitForTimeout(100)
  }
}

/** The job that received last, once it is done. */
function received(
  page: Page,
  nth: number,
): Promise<Pick<Job, 'phaseMs' | 'startedAt' | 'endedAt' | 'state'>> {
  return page.evaluate(async (count) => {
    const request = indexedDB.open('sfa')
    const db = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result)
    })
    for (;;) {
      const read = db.transaction('jobs').objectStore('jobs').getAll() as IDBRequest<Job[]>
      const jobs = await new Promise<Job[]>((resolve) => {
        read.onsuccess = () => resolve(read.result)
      })
      const ended = jobs.filter(({ kind, endedAt }) => kind === 'receive' && endedAt !== null)
      const last = ended.sort((a, b) => a.createdAt - b.createdAt)[count - 1]
      if (last) {
        db.close()
        return { phaseMs: last.phaseMs, startedAt: last.startedAt, endedAt: last.endedAt, state: last.state }
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }, nth)
}

async function ourTransfer(sender: Page, receiver: Page, url: string, nth: number) {
  const link = await makeLink(sender, url)
  await receiver.goto(`${url}/settings`)
  await receiver.goto(link)
  await receiver.getByRole('button', { name: 'Receive it' }).click()
  const { phaseMs, startedAt, endedAt, state } = await received(receiver, nth)
  if (state !== 'done') throw new Error(`the share did not arrive: ${state}`)
  return { ms: phaseMs.receiving ?? Number.NaN, whole: (endedAt ?? 0) - (startedAt ?? 0), phaseMs }
}

const median = (all: readonly number[]) =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
const speed = (ms: number) => `${(((bytes / ms) * 1000) / 1e6).toFixed(1)} MB/s`

const build = join(import.meta.dirname, '../../build')
await ensureBuild()
const outside = await startOutside()
const proxy = proxyTo(outside)
const site = await startSite(build, 0, { prefix: '/proxy', listener: proxy.listener, upgrade: proxy.upgrade })
const profiles = [newProfile(), newProfile()]
const [one, two] = await Promise.all(profiles.map(({ folder }) => drive(folder, false)))
if (!one || !two) throw new Error('two browsers')
try {
  const raw: number[] = []
  const ours: number[] = []
  const goTo = (page: Page, path: string) => page.goto(site.url + path)
  await goTo(one.page, '/')
  await one.page.waitForFunction(() => globalThis.sfa)
  await storesMade(one.page)
  await goTo(one.page, '/favicon.svg')
  await seedFile(one.page)
  for (let round = 1; round <= rounds; round++) {
    // In the same two tabs, in turn: a tab that is not looked at is slowed down.
    for (const { page } of [one, two]) await goTo(page, '/favicon.svg')
    const bare = await rawTransfer(one.page, two.page, bytes)
    const { ms, whole, phaseMs } = await ourTransfer(one.page, two.page, site.url, round)
    raw.push(bare)
    ours.push(ms)
    console.log(
      `round ${round}: bare channel ${Math.round(bare)} ms (${speed(bare)}), share ${ms} ms (${speed(ms)}), ratio ${(bare / ms).toFixed(2)}; in the library after ${whole} ms`,
      JSON.stringify(phaseMs),
    )
  }
  const ratio = median(raw) / median(ours)
  console.log(
    `${values.mib} MiB, ${rounds} rounds, medians: bare channel ${speed(median(raw))}, share ${speed(median(ours))}: ${Math.round(ratio * 100)} % (goal ${GOAL * 100} %)`,
  )
  if (ratio < GOAL) process.exitCode = 1
} finally {
  await Promise.all([one.close(), two.close()])
  for (const profile of profiles) profile.remove()
  proxy.close()
  await site.close()
  await outside.close()
}
