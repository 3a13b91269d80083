import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { modelPrefix } from '#lib/core/domain/keys.ts'
import { roomShort, type Room } from '#lib/core/domain/room.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { fetchPart } from '#lib/platform/net/fetch-part.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { ModelCard, ModelPart } from '#models/card.ts'
import type { Task, TaskContext } from '../registry.ts'
import { emptyRow, keepUnderHash, partsOf, rowWith } from './model-parts.ts'
import { TransferClock } from './transfer-clock.ts'

export interface GetModelDoors {
  rows: RowStore
  blobs: BlobStore
  cardOf(id: string): ModelCard | null
  /** Address of a path under the site's base. */
  addressOf(path: string): string
  fetchPart: typeof fetchPart
  now(): number
  /** What the browser lets this site keep; left out, nobody asks. */
  room?: { estimate(): Promise<Room | null> }
}

/** A damaged part is fetched this often before the job itself waits and tries again. */
const TRIES_PER_PART = 3

/**
 * Fetches a model part by part. A part is kept only when its hash is right, so a stop at any point loses at most the
 * part in hand; going on fetches only what is missing. What a cancel leaves behind is cleared away by the queue.
 */
export function getModelTask(doors: GetModelDoors): Task {
  return {
    kind: 'get-model',
    async run(context) {
      const card = context.job.wish.kind === 'get-model' ? doors.cardOf(context.job.wish.modelId) : null
      if (!card || partsOf(card).length === 0) return failed(fault('model-not-served'))
      const stopped = await fetchMissing(doors, card, context)
      return stopped ? failed(stopped) : done(async () => undefined)
    },
  }
}

async function fetchMissing(
  doors: GetModelDoors,
  card: ModelCard,
  context: TaskContext,
): Promise<Fault | null> {
  const here = await whatIsHere(doors, card)
  const total = partsOf(card).reduce((sum, part) => sum + part.bytes, 0)
  let kept = partsOf(card).reduce((sum, part) => sum + (here.has(part.sha256) ? part.bytes : 0), 0)
  const short = roomShort(total - kept, (await doors.room?.estimate()) ?? null)
  if (short) return short
  const clock = new TransferClock(doors.now)
  const tick = (inHand: number) => {
    const bytes = kept + inHand
    const leftS = clock.left(bytes, total)
    context.tick({ phase: 'fetching-model', fraction: bytes / total, leftS, bytes: { done: bytes, total } })
  }
  for (const part of partsOf(card)) {
    if (here.has(part.sha256)) continue
    tick(0)
    const fetched = await fetchGood(doors, part, context.signal, tick)
    if (!fetched.ok) return fetched.fault
    await keepUnderHash(doors.blobs, part.sha256, fetched.value)
    here.add(part.sha256)
    kept += part.bytes
    await saveRow(doors, card, context, here)
  }
  await saveRow(doors, card, context, here)
  return null
}

/** Hashes of the parts that the row names and whose bytes are really there. */
async function whatIsHere(doors: GetModelDoors, card: ModelCard): Promise<Set<string>> {
  const row = await doors.rows.read(['models'], ({ models }) => models.get(card.id))
  const here = new Set<string>()
  for (const hash of row?.parts ?? []) {
    const { bytes } = await doors.blobs.use(modelPrefix(hash))
    if (partsOf(card).some((part) => part.sha256 === hash && part.bytes === bytes)) here.add(hash)
  }
  return here
}

async function fetchGood(
  doors: GetModelDoors,
  part: ModelPart,
  signal: AbortSignal,
  tick: (inHand: number) => void,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const wanted = { ...part, url: doors.addressOf(part.url) }
  let last = await doors.fetchPart(wanted, signal, tick)
  for (let tries = 1; tries < TRIES_PER_PART; tries++) {
    if (last.ok || last.fault.code !== 'model-part-wrong') return last
    last = await doors.fetchPart(wanted, signal, tick)
  }
  return last
}

async function saveRow(
  doors: GetModelDoors,
  card: ModelCard,
  context: TaskContext,
  here: ReadonlySet<string>,
): Promise<void> {
  await context.commit(async ({ models }) => {
    const row = (await models.get(card.id)) ?? emptyRow(card, doors.now())
    await models.put(rowWith(card, row, here, doors.now()))
  })
}
