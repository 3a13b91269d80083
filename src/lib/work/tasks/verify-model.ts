import { fault } from '#lib/core/domain/fault.ts'
import { modelPrefix } from '#lib/core/domain/keys.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import type { ModelCard } from '#models/card.ts'
import { hashKept } from './hash-kept.ts'
import { chunkKeysOf } from './model-order.ts'
import { partsOf, rowWith } from './model-parts.ts'

interface Doors {
  rows: RowStore
  blobs: BlobStore
  now(): number
}

/** Reads every kept byte of a model again; what is damaged is removed, so that getting the model mends it. */
export async function verifyModel(doors: Doors, card: ModelCard): Promise<Outcome<'whole'>> {
  const row = await doors.rows.read(['models'], ({ models }) => models.get(card.id))
  if (!row || row.state === 'absent') return failed(fault('model-missing'))
  const damaged = await damagedOf(doors.blobs, card, row)
  if (damaged.size === 0) return done('whole')
  for (const hash of damaged) await doors.blobs.removeAll(modelPrefix(hash))
  await doors.rows.write(['models'], ({ models }) =>
    models.change(card.id, (now) => without(doors, card, now, damaged)),
  )
  return failed(fault('model-part-wrong', { detail: [...damaged].join(' ') }))
}

async function damagedOf(blobs: BlobStore, card: ModelCard, row: ModelRow): Promise<Set<string>> {
  const kept = [...partsOf(card).filter((part) => row.parts.includes(part.sha256)), ...row.imported]
  const damaged = new Set<string>()
  for (const { sha256, bytes } of kept) {
    if ((await hashKept(blobs, chunkKeysOf(sha256, bytes))) !== sha256) damaged.add(sha256)
  }
  return damaged
}

function without(doors: Doors, card: ModelCard, row: ModelRow, damaged: ReadonlySet<string>): ModelRow {
  const imported = row.imported.filter((one) => !damaged.has(one.sha256))
  if (imported.length < row.imported.length) {
    const state = imported.length > 0 ? 'partial' : 'absent'
    return { ...row, imported, state, changedAt: doors.now() }
  }
  const parts = new Set(row.parts.filter((hash) => !damaged.has(hash)))
  return rowWith(card, row, parts, doors.now())
}
