import { beforeEach, expect, test } from 'vitest'
import type { ExportFile } from '#lib/core/domain/export.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { exportChunkKey } from '#lib/core/domain/keys.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import { DEFAULT_RECIPE, type Recipe } from '#lib/core/domain/recipe.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import type { Renderer } from '#lib/platform/engines/engines.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { sampleTrack, sampleSeparation } from '#tests/support/sample-rows.ts'
import { taskContext } from '#tests/support/task-context.ts'
import type { RenderOrder } from '#workers/export/contract.ts'
import { forgetExport } from '../exports/forget-export.ts'
import { insertExport } from '../exports/insert-export.ts'
import { exportSongsTask } from './export-songs.ts'

const TRACK = sampleTrack('t', 441_000)
const SEPARATION = sampleSeparation('s', 't', 441_000)

let rows: MemoryRows
let blobs: MemoryBlobs
let orders: RenderOrder[]
let count = 0
const newId = () => `id${++count}`

const SOUND = { frames: 100, rate: 44_100, lufs: -9, truePeakDbtp: -1, gainDb: 0, limitedDb: 0, ms: 5 }
const SPAN = { start: 441, end: 44_100, pad: 0 }

/** Writes two bytes a file, or fails as told. */
function renderer(fails: (order: RenderOrder) => boolean = () => false): Renderer {
  const nothing = async () => failed(fault('unknown'))
  return {
    async render(order) {
      orders.push(order)
      if (fails(order)) return failed(fault('encoder-missing'))
      await blobs.put([{ key: exportChunkKey(order.id, 0), bytes: new Uint8Array(2) }])
      return done({ bytes: 2, sound: SOUND, span: SPAN })
    },
    span: async () => done(SPAN),
    ...{ bundle: nothing, preview: nothing, trim: nothing },
  }
}

beforeEach(async () => {
  rows = new MemoryRows()
  blobs = new MemoryBlobs()
  orders = []
  await rows.write(['tracks', 'separations'], async ({ tracks, separations }) => {
    await tracks.put(TRACK)
    await separations.put(SEPARATION)
  })
})

async function asked(recipe: Partial<Recipe>) {
  const wish = { trackIds: ['t'], recipe: { ...DEFAULT_RECIPE, ...recipe }, name: 'Set', folder: null }
  const inserted = await insertExport(rows, wish, { now: 1, newId })
  if (!inserted.ok) throw new Error(inserted.fault.code)
  const { jobId, id: exportId } = inserted.value
  const job = await rows.read(['jobs'], ({ jobs }) => jobs.get(jobId))
  if (!job) throw new Error('no job')
  return { job, exportId }
}

const filesOf = (exportId: string) =>
  rows.read(['exportFiles'], ({ exportFiles }) => exportFiles.by('exportId', exportId))

function run(job: Job, engine: Renderer, signal?: AbortSignal, isAllowed = false) {
  const clock = { now: () => 5 }
  const task = exportSongsTask({ rows, blobs, renderer: engine, clock, intoFolder: async () => isAllowed })
  return task.run(taskContext(rows, job, signal ? { signal } : {}))
}

async function made(recipe: Partial<Recipe>, engine = renderer()): Promise<ExportFile[]> {
  const { job, exportId } = await asked(recipe)
  const end = await run(job, engine)
  if (end.ok) await rows.write(['exports'], end.value)
  return filesOf(exportId)
}

test('each stem becomes a file in each format, and papers lie beside them', async () => {
  const files = await made({ formats: ['flac24', 'mp3-320'], documents: ['midi', 'm3u8'] })
  const { stems } = SEPARATION
  expect(files.filter(({ content }) => content.kind === 'audio').length).toBe(2 * stems.length)
  expect(files.every(({ state, cacheId }) => state === 'made' && cacheId !== null)).toBe(true)
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
  expect(files.map(({ path }) => path).join()).toMatch(/\.mid,.*\.m3u8$/)
})

test('what was made before is taken as it is, also by another export', async () => {
  await made({ sources: [{ kind: 'original' }] })
  const again = await made({ sources: [{ kind: 'original' }], template: '{title}' })
  expect(orders.length).toBe(1)
  expect(again.map(({ state }) => state)).toEqual(['made'])
})

test.each([true, false])(
  'is made at the moment it is known whether it lies in its folder: %s',
  async (isAllowed) => {
    const { job, exportId } = await asked({ sources: [{ kind: 'original' }] })
    const end = await run(job, renderer(), undefined, isAllowed)
    const row = () => rows.read(['exports'], ({ exports }) => exports.get(exportId))
    expect(await row()).toMatchObject({ madeAt: null, savedAt: null })
    if (end.ok) await rows.write(['exports'], end.value)
    expect(await row()).toMatchObject({ madeAt: 5, savedAt: isAllowed ? 5 : null })
  },
)

test('a stop keeps what is made, and the next run goes on with the rest', async () => {
  const { job, exportId } = await asked({ formats: ['flac24'] })
  const stop = new AbortController()
  const first = await run(
    job,
    renderer(() => {
      if (orders.length === 2) stop.abort('pause')
      return orders.length === 2
    }),
    stop.signal,
  )
  expect(first).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  expect((await filesOf(exportId)).map(({ state }) => state)).toEqual([
    'made',
    'waiting',
    'waiting',
    'waiting',
  ])
  const second = await run(job, renderer())
  expect(second.ok).toBe(true)
  expect((await filesOf(exportId)).every(({ state }) => state === 'made')).toBe(true)
  expect(orders.length).toBe(5)
})

test('a file that cannot be is told, and the others go on', async () => {
  const files = await made(
    { formats: ['opus-128', 'flac24'], sources: [{ kind: 'original' }] },
    renderer(({ format }) => format === 'opus-128'),
  )
  expect(files.map(({ state }) => state)).toEqual(['failed', 'made'])
  expect(files[0]?.fault?.code).toBe('encoder-missing')
})

test('an export that is forgotten frees only what nobody else has', async () => {
  const [first] = await made({ sources: [{ kind: 'original' }] })
  const [second] = await made({ sources: [{ kind: 'original' }] })
  const forget = (file?: ExportFile) =>
    rows.write(['exports', 'exportFiles', 'exportCache'], (tables) =>
      forgetExport(tables, file?.exportId ?? ''),
    )
  expect(await forget(first)).toEqual([])
  expect(await forget(second)).toEqual([second?.cacheId])
})
