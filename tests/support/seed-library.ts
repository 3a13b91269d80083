import type { Page } from 'playwright'
import type { Analysis } from '#lib/core/domain/analysis.ts'
import type { TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Download } from '#lib/core/domain/download.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { isEnded, type Job, type JobState } from '#lib/core/domain/job.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { Settings } from '#lib/core/domain/settings.ts'
import type { Receipt, Share } from '#lib/core/sharing/share.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { Track } from '#lib/core/domain/track.ts'
import { modelPrefix, pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { UNOWNED_BYTES } from '#lib/work/unowned-bytes.ts'
import { asStored, plant } from './plant.ts'
import { sampleSeparation, sampleTrack } from './sample-rows.ts'
import { seedBytes, type SampleBytes } from './seed-bytes.ts'

export interface SampleLibrary {
  tracks: Track[]
  separations: Separation[]
  jobs: Job[]
  models: ModelRow[]
  analyses?: Analysis[]
  trackFacts?: TrackFacts[]
  shares?: Share[]
  receipts?: Receipt[]
  downloads?: Download[]
  settings?: { key: keyof Settings; value: unknown }[]
}

const TITLES = [
  'Glass Harbour',
  'Paper Lanterns',
  'Night Bus',
  'The Quiet Between Two Very Long Trains That Never Quite Arrive',
  'Jóga',
  'Slow Glass',
  'Amber Room',
  'Undertow',
  'Copper Wire',
  'Static Bloom',
  'Low Tide',
  'Marble',
  'Halogen',
]
const ARTISTS = ['Demo Ensemble', 'Ada Lind', '', 'Björk', 'The Northern Line', 'Kite & Co.']
const ALBUMS = ['Night Bus EP', 'Homogenic', '', 'Practice set']
const FRAMES = 44_100

function titleOf(index: number): string {
  const title = TITLES[index % TITLES.length] ?? ''
  return index < TITLES.length ? title : `${title} ${index}`
}

function trackOf(index: number): Track {
  return sampleTrack(`t${index}`, (120 + ((index * 37) % 200)) * FRAMES, {
    title: titleOf(index),
    artist: ARTISTS[index % ARTISTS.length] ?? '',
    album: ALBUMS[index % ALBUMS.length] ?? '',
    addedAt: 1_000_000 - index,
  })
}

function jobOf(index: number, state: JobState, more: Partial<Job> = {}): Job {
  const trackId = `t${index}`
  const wish = {
    kind: 'separate',
    trackId,
    separationId: `s${index}`,
    modelId: 'htdemucs',
    region: null,
  } as const
  return {
    ...newJob(`j${index}`, wish, index),
    state,
    phase: 'separating',
    fraction: 0.31,
    attempts: 1,
    claims: 1,
    startedAt: 1,
    endedAt: isEnded(state) ? index : null,
    ...more,
  }
}

/** `amount` plain songs, newest first. */
export function manySongs(amount: number): SampleLibrary {
  return {
    tracks: Array.from({ length: amount }, (_, i) => trackOf(i)),
    separations: [],
    jobs: [],
    models: [],
  }
}

const LATER = { notBefore: Date.now() + 9e6, unmetered: false, charging: false }

/** A library in the middle of things: every state a card and a job can have that keeps still. */
export function busyLibrary(): SampleLibrary {
  const { tracks } = manySongs(TITLES.length)
  const cut = tracks[4]
  if (cut) Object.assign(cut, { state: 'failed', fault: fault('file-cut'), pcm: null, durationS: null })
  return {
    tracks,
    separations: [0, 2, 3, 7].map((i) => sampleSeparation(`s${i}`, `t${i}`, 120 * FRAMES)),
    jobs: [
      // Another tab holds it, so that it neither moves nor ends.
      jobOf(1, 'running', {
        fraction: 0.62,
        lease: { owner: 'elsewhere', since: Date.now(), until: Date.now() + 9e6, token: 1 },
      }),
      jobOf(5, 'queued', { phase: 'waiting', fraction: 0, runAfter: Date.now() + 9e6 }),
      // Both of the album of the one that runs.
      jobOf(12, 'queued', { phase: 'waiting', fraction: 0, conditions: LATER }),
      jobOf(8, 'paused'),
      jobOf(9, 'failed', { fault: fault('engine-memory') }),
      jobOf(0, 'done', { fraction: 1 }),
      jobOf(10, 'cancelled'),
    ],
    models: [],
  }
}

/**
 * Keeps the jobs of `page`'s browser as they lie: another page holds the lock of the tab that runs them. It never answers
 * when asked, so after some ten seconds the app takes the lock back.
 */
export async function holdQueue(page: Page): Promise<void> {
  const holder = await page.context().newPage()
  await holder.goto(new URL('/early.js', page.url()).href)
  await holder.evaluate(() => {
    // It ends with an error when the app takes the lock back.
    navigator.locks
      .request('sfa-runner', { steal: true }, () => new Promise(() => undefined))
      .catch(() => undefined)
  })
  await page.bringToFront()
}

/** Puts rows where a page of the app has opened its database; reload the page to see them all at once. */
export async function seed(
  page: Page,
  library: SampleLibrary,
  bytes: readonly SampleBytes[] = [],
): Promise<void> {
  const jobs = library.jobs.map((job) => (isEnded(job.state) ? job : asStored(job)))
  const release = await keepUnowned(page)
  await plant(page, { ...library, jobs } as Record<string, object[]>)
  await seedBytes(page, [...traces(library), ...bytes])
  await release()
}

/** Meanwhile the app neither frees bytes that have no row yet nor gives up rows that have no bytes yet. */
async function keepUnowned(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(
    (name) =>
      new Promise<{ free(): void }>((taken, fail) => {
        const hold = () => new Promise<void>((free) => taken({ free }))
        navigator.locks.request(name, { mode: 'shared' }, hold).catch(fail)
      }),
    UNOWNED_BYTES,
  )
  return () => held.evaluate(({ free }) => free())
}

/** A byte of whatever should have some, where nothing looks for it: a song without any would be said to be lost. */
function traces({ tracks, separations, models }: SampleLibrary): SampleBytes[] {
  const songs = tracks.filter(({ file, pcm }) => file && pcm).map(({ id }) => pcmKey(id, 'trace'))
  const stems = separations
    .filter(({ finished }) => finished.length > 0)
    .map(({ id, stems: [first = 'vocals'] }) => stemKey(id, first, 'trace'))
  const parts = models.flatMap(({ parts: [first] }) => (first ? [`${modelPrefix(first)}trace`] : []))
  return [...songs, ...stems, ...parts].map((key) => ({ key, bytes: new Uint8Array(1) }))
}
