import { isEnded } from '#lib/core/domain/job.ts'
import type { Actor } from '../crash/actor.ts'
import { takeCensus, type Census } from '../crash/census.ts'
import { importSong } from '../crash/kinds.ts'

export interface Scene {
  actor: Actor
  random: () => number
  /** Counts the acts. */
  turn: number
}

/** Something that the app said it had written. */
export interface Ack {
  what: string
  isIn(census: Census): boolean
}

/** Asks for something, and resolves in the moment in which the app says that it is done. */
type Act = (scene: Scene) => Promise<Ack[]>

const SONG_S = 8

const hasBytes = (census: Census, prefix: string) =>
  Object.keys(census.sizes).some((key) => key.startsWith(prefix) && key in census.bytes)

/** A song is in the library: its row, its job and every byte of its file. */
const importing: Act = async ({ actor, turn }) => {
  const known = new Set((await takeCensus(actor.page)).tracks.map(({ id }) => id))
  await importSong(actor.page, 20 + turn, SONG_S)
  const tracks = await actor.page.evaluate(async () => (await globalThis.sfa?.tracks()) ?? [])
  return tracks
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => ({
      what: `song ${turn}`,
      isIn: (census) => {
        const row = census.tracks.find((track) => track.id === id)
        const sizes = Object.entries(census.sizes).filter(([key]) => key.startsWith(`track/${id}/file/`))
        return row !== undefined && sizes.reduce((sum, [, size]) => sum + size, 0) === row.file?.bytes
      },
    }))
}

/** A separation is asked for: its row, and its job until it ends. */
const separating: Act = async ({ actor, turn }) => {
  const found = await actor.page.evaluate(async () => {
    const tracks = (await globalThis.sfa?.tracks()) ?? []
    const track = tracks.filter(({ state }) => state === 'ready').at(-1) ?? tracks.at(-1)
    const region = { start: 0, end: 2 + Math.random() }
    return { track: track?.id ?? '', job: await globalThis.sfa?.separate(track?.id ?? '', { region }) }
  })
  return [
    {
      what: `separation ${turn}`,
      isIn: ({ jobs, separations }) => {
        const job = jobs.find(({ id }) => id === found.job)
        return (
          job !== undefined && (isEnded(job.state) || separations.some((row) => row.trackId === found.track))
        )
      },
    },
  ]
}

/** A person's words are saved: the dialog has closed. */
const renaming: Act = async ({ actor: { page }, turn }) => {
  const title = `Named in turn ${turn}`
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Edit details' }).click()
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  const id = (await takeCensus(page)).tracks.find((track) => track.title === title)?.id
  return [
    {
      what: title,
      isIn: ({ tracks }) => tracks.some((track) => track.id === id && /^Named in turn/.test(track.title)),
    },
  ]
}

/** A separation says that it has ended: every stem is on the disk. */
const finishing: Act = async ({ actor, turn }) => {
  const end = await actor.page.evaluate(async () => {
    const tracks = (await globalThis.sfa?.tracks()) ?? []
    const track = tracks.filter(({ state }) => state === 'ready').at(-1) ?? tracks.at(-1)
    const id =
      (await globalThis.sfa?.separate(track?.id ?? '', { region: { start: 3, end: 4 + Math.random() } })) ??
      ''
    return new Promise<{ id: string; state: string }>((resolve) => {
      globalThis.sfa?.watch(id, (job) => {
        if (['done', 'failed', 'cancelled'].includes(job.state)) resolve({ id, state: job.state })
      })
    })
  })
  return [
    {
      what: `stems ${turn} (${end.state})`,
      isIn: (census) => {
        const wish = census.jobs.find(({ id, state }) => id === end.id && state === 'done')?.wish
        const row = wish?.kind === 'separate' && census.separations.find(({ id }) => id === wish.separationId)
        if (!row) return false
        return (
          row.state === 'complete' && row.stems.every((stem) => hasBytes(census, `stems/${row.id}/${stem}/`))
        )
      },
    },
  ]
}

export const ACTS: Record<string, Act> = { importing, separating, renaming, finishing }
