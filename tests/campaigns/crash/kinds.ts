import type { Page } from 'playwright'
import type { DeliverHookWish, FetchMetadataWish, JobKind } from '#lib/core/domain/job.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { songFile } from '#tests/journeys/song-file.ts'
import { HARBOUR } from '#tests/support/outside/catalogue.ts'
import { smallGraph } from '#tests/support/small-graph.ts'
import type { Actor } from './actor.ts'
import { rest, takeCensus } from './census.ts'
import { asStored, plant } from '#tests/support/plant.ts'

/** A profile that work begins on, prepared once for all that begin so: `library` has a song and a model, both whole, `stems` the song's too. */
export type Base = 'empty' | 'library' | 'stems'

/** One kind of work as the campaign does it. */
export interface CampaignRow {
  base: Base
  /** A person asks; resolves once the app has said that it took it. Asked again when a death came before that. */
  ask(actor: Actor): Promise<void>
  /** Whether what was asked for is written down, though nobody was told. */
  isTaken(actor: Actor): Promise<boolean>
  /** Whether workers take part in it. */
  workers: boolean
}

/** `import-model` is no job, yet must be whole or not at all. */
export type Kind = JobKind | 'import-model'

const SONG_S = 16
/** Costs about a hundredth of the real model; its answers depend on every operator. */
const graph = () =>
  Buffer.from(
    smallGraph({
      specGains: [0.4, 0.3, 0.2, 0.1],
      waveGains: [0.1, 0.2, 0.3, 0.4],
      texture: 0.05,
    }),
  )

export async function importSong(page: Page, seed = 3, seconds = SONG_S): Promise<void> {
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    await globalThis.sfa?.importFiles([new File([bytes], 'tune.wav', { type: 'audio/wav' })])
  }, songFile(seconds, seed).toString('base64'))
}

export async function importGraph(actor: Actor): Promise<void> {
  await actor.goto('/settings')
  const { page } = actor
  await page
    .locator('input[data-model=htdemucs]')
    .setInputFiles({ name: 'small.onnx', mimeType: 'application/octet-stream', buffer: graph() })
  await page.getByText('HTDemucs is ready').first().waitFor()
}

/** Puts into a fresh profile what is in it before the work. */
export const PREPARE: Record<Base, (actor: Actor) => Promise<void>> = {
  empty: async () => undefined,
  async library(actor) {
    await importGraph(actor)
    await importSong(actor.page)
    await rest(actor.page)
  },
  async stems(actor) {
    await PREPARE.library(actor)
    await separateFirst(actor)
    await rest(actor.page)
  },
}

async function separateFirst({ page }: Actor): Promise<void> {
  await page.evaluate(async () => {
    const [track] = (await globalThis.sfa?.tracks()) ?? []
    await globalThis.sfa?.separate(track?.id ?? '')
  })
}

const fromLink: CampaignRow = {
  base: 'empty',
  async ask(actor) {
    const wish: FetchMetadataWish = {
      kind: 'fetch-metadata',
      link: `https://open.spotify.com/album/${HARBOUR.id}`,
      sourceKey: `spotify:album:${HARBOUR.id}`,
      trackId: null,
      albumId: null,
      batchId: null,
    }
    const settings = [{ key: 'autoSeparate', value: false }]
    await plant(actor.page, { settings, jobs: [asStored(newJob('link', wish, Date.now()))] })
    await actor.goto('/')
  },
  isTaken: async ({ page }) => (await takeCensus(page)).jobs.length > 0,
  workers: true,
}

/** `tests/architecture/campaign.test.ts` fails for a kind that is done somewhere and is not here. */
export const ROWS: Partial<Record<Kind, CampaignRow>> = {
  prepare: {
    base: 'empty',
    ask: ({ page }) => importSong(page),
    isTaken: async ({ page }) => (await takeCensus(page)).tracks.length > 0,
    workers: true,
  },
  separate: {
    base: 'library',
    ask: separateFirst,
    isTaken: async ({ page }) => (await takeCensus(page)).separations.length > 0,
    workers: true,
  },
  'get-model': {
    base: 'empty',
    async ask(actor) {
      await actor.goto('/settings')
      await actor.page.getByRole('button', { name: /^Get .*: HTDemucs$/ }).click()
      await actor.page.getByRole('button', { name: 'Pause HTDemucs', exact: true }).waitFor()
    },
    isTaken: async ({ page }) => (await takeCensus(page)).jobs.length > 0,
    workers: false,
  },
  'import-model': {
    base: 'empty',
    ask: importGraph,
    isTaken: async ({ page }) => (await takeCensus(page)).models.some((row) => row.state === 'ready'),
    workers: false,
  },
  analyse: {
    base: 'library',
    async ask({ page }) {
      await page.evaluate(async () => {
        const [track] = (await globalThis.sfa?.tracks()) ?? []
        await globalThis.sfa?.analyse(track?.id ?? '', { mode: 'quick' })
      })
    },
    isTaken: async ({ page }) =>
      (await takeCensus(page)).jobs.some((job) => job.wish.kind === 'analyse' && job.wish.mode === 'quick'),
    workers: true,
  },
  export: {
    base: 'library',
    async ask({ page }) {
      await page.evaluate(async () => {
        const [track] = (await globalThis.sfa?.tracks()) ?? []
        const wish = {
          sources: [{ kind: 'original' as const }],
          formats: ['wav16' as const, 'flac16' as const],
        }
        await globalThis.sfa?.export(track?.id ?? '', wish)
      })
    },
    isTaken: async ({ page }) => (await takeCensus(page)).jobs.some((job) => job.wish.kind === 'export'),
    workers: true,
  },
  send: {
    base: 'stems',
    async ask({ page }) {
      await page.evaluate(async () => {
        const [track] = (await globalThis.sfa?.tracks()) ?? []
        await globalThis.sfa?.share(track?.id ?? '', { original: true, from: 'Ada' })
      })
    },
    isTaken: async ({ page }) => (await takeCensus(page)).shares.length > 0,
    workers: true,
  },
  receive: {
    base: 'empty',
    async ask(actor) {
      await actor.goto(actor.shared)
      await actor.page.getByRole('button', { name: 'Open the mixer' }).click()
      await actor.page.getByRole('group', { name: 'Vocals', exact: true }).waitFor()
    },
    isTaken: async ({ page }) => (await takeCensus(page)).receipts.length > 0,
    workers: true,
  },
  'deliver-hook': {
    base: 'empty',
    async ask(actor) {
      const wish: DeliverHookWish = {
        ...{ kind: 'deliver-hook', hookId: 'hook', deliveryId: 'delivery', host: 'hooks.example.com' },
        ...{ event: 'track.processed', body: '{}' },
      }
      const hook = {
        ...{ id: 'hook', url: 'https://hooks.example.com/in', events: ['track.processed'] },
        ...{ secret: 'secret', paused: false, createdAt: 1 },
      }
      await plant(actor.page, { hooks: [hook], jobs: [asStored(newJob('told', wish, Date.now()))] })
      await actor.goto('/')
    },
    isTaken: async ({ page }) => (await takeCensus(page)).jobs.length > 0,
    workers: false,
  },
  // From a link to songs that play: the three kinds of work follow from one another.
  'fetch-metadata': fromLink,
  download: fromLink,
  enrich: fromLink,
}
