import { fault, type Fault } from '#lib/core/domain/fault.ts'
import type { Job } from '#lib/core/domain/job.ts'
import { modelChunkKey, pcmKey, stemKey } from '#lib/core/domain/keys.ts'
import { done, failed } from '#lib/core/domain/outcome.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import { emptyRow, partsOf, rowWith } from '#lib/work/tasks/model-parts.ts'
import { CARDS } from '#models/cards.ts'
import type { FakeRun, QueueWorld } from '#tests/support/queue-world.ts'
import { pick } from '#tests/support/random.ts'

const [MODEL] = CARDS
export const MODEL_ID = MODEL?.id ?? ''
const PARTS = MODEL ? partsOf(MODEL) : []
const BYTE = new Uint8Array([1])

/** Faults that a run may end with; those with a service also speak against it. */
const FAULTS: readonly Fault[] = [
  fault('offline'),
  fault('engine-crashed'),
  fault('storage-full'),
  fault('file-cut'),
  fault('model-unreachable', { service: 'one' }),
  fault('model-unreachable', { service: 'one', retryAfterMs: 20_000 }),
  fault('model-unreachable', { service: 'two' }),
]

/** The bytes that the work of this job makes: all of them must be there once its row says so. */
export function bytesOf({ wish }: Job): string[] {
  switch (wish.kind) {
    case 'prepare':
      return [pcmKey(wish.trackId, '000000')]
    case 'separate':
      return [0, 1].map((piece) => stemKey(wish.separationId, 'drums', `00000${piece}`))
    case 'get-model':
      return PARTS.map((part) => modelChunkKey(part.sha256, 0))
    default:
      return []
  }
}

/** Does a part of the work: some bytes, perhaps a commit, perhaps a call outside. Nothing of it may break anything. */
export async function work(world: QueueWorld, run: FakeRun, random: () => number): Promise<void> {
  const keys = bytesOf(run.context.job).filter(() => random() < 0.5)
  if (keys.length > 0) await world.blobs.put(keys.map((key) => ({ key, bytes: BYTE })))
  run.context.tick({ phase: 'decoding', fraction: random(), leftS: null })
  if (random() < 0.3) await commitPart(run).catch(() => undefined)
  if (random() < 0.4) await callOut(run, random)
}

async function commitPart({ context }: FakeRun): Promise<void> {
  const { wish } = context.job
  await context.commit(async (tables) => {
    await sign(context.job, tables)
    if (wish.kind === 'separate')
      await tables.separations.change(wish.separationId, (row) => ({ ...row, finished: [0] }))
  })
}

/** Marks a write of a run whose job another has taken over, or that somebody stopped, in the very transaction. */
async function sign({ id, claims }: Job, { jobs, settings }: Tables): Promise<void> {
  const now = await jobs.get(id)
  if (now?.state !== 'running' || now.claims !== claims) await settings.put({ key: overrunOf(id), value: 1 })
}

export const overrunOf = (jobId: string): string => `overrun:${jobId}`

async function callOut(run: FakeRun, random: () => number): Promise<void> {
  const service = pick(random, ['one', 'two'])
  const outcome = await run.context.call(service, async () =>
    random() < 0.5 ? done('yes') : failed(fault('model-unreachable', { service })),
  )
  if (!outcome.ok && !run.settled) run.fail(outcome.fault)
}

export function fail(run: FakeRun, random: () => number): void {
  run.fail(pick(random, FAULTS))
}

/** Writes what is missing and ends well, with the rows that say so. */
export async function succeed(world: QueueWorld, run: FakeRun): Promise<void> {
  const { job } = run.context
  const keys = bytesOf(job)
  if (keys.length > 0) await world.blobs.put(keys.map((key) => ({ key, bytes: BYTE })))
  if (!run.settled) run.succeed((tables) => finish(job, tables))
}

async function finish(job: Job, tables: Tables): Promise<void> {
  const { wish } = job
  await sign(job, tables)
  if (wish.kind === 'prepare')
    await tables.tracks.change(wish.trackId, (row) => ({ ...row, state: 'ready', fault: null }))
  if (wish.kind === 'separate')
    await tables.separations.change(wish.separationId, (row) => ({ ...row, state: 'complete' }))
  if (wish.kind === 'get-model' && MODEL) {
    const row = (await tables.models.get(MODEL.id)) ?? emptyRow(MODEL, 0)
    await tables.models.put(rowWith(MODEL, row, new Set(PARTS.map((part) => part.sha256)), 0))
  }
}
