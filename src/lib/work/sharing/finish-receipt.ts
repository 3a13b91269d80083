import * as v from 'valibot'
import { analysisId, type Analysis, type AnalysisEdit } from '#lib/core/domain/analysis.ts'
import { safeName } from '#lib/core/domain/export-name.ts'
import { fault } from '#lib/core/domain/fault.ts'
import { modelPrefix, receiptChunksPrefix } from '#lib/core/domain/keys.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { parse } from '#lib/core/sharing/frames.ts'
import type { Manifest } from '#lib/core/sharing/manifest.ts'
import type { Receipt } from '#lib/core/sharing/share.ts'
import type { BlobStore } from '#lib/platform/blobs/blob-store.ts'
import { rowOf } from '#lib/platform/storage/schemas.ts'
import type { Tables } from '#lib/platform/storage/rows.ts'
import type { ModelCard } from '#models/card.ts'
import { insertJob } from '../queue/insert.ts'
import { hashKept } from '../tasks/hash-kept.ts'
import { emptyRow, partsOf, rowWith } from '../tasks/model-parts.ts'
import { refreshFacts } from '../track-facts.ts'
import type { OpenedUnits } from './opened-units.ts'

interface Doors {
  blobs: BlobStore
  clock: { now(): number }
  cardOf(id: string): ModelCard | null
  newId(): string
}

type Ending = (tables: Tables) => Promise<void>

/** Everything is here: checks what the whole alone can tell, and answers the rows that make it part of the library. */
export async function finishReceipt(
  doors: Doors,
  receipt: Receipt,
  manifest: Manifest,
  units: OpenedUnits,
): Promise<Outcome<Ending>> {
  if (!units.isDone) return failed(fault('storage-lost'))
  const analysis = await readAnalysis(doors.blobs, manifest, units)
  const parts = await wholeParts(doors, manifest)
  if (manifest.model && parts.length === 0) return failed(fault('share-unfit'))
  await doors.blobs.removeAll(receiptChunksPrefix(receipt.id))
  const now = doors.clock.now()
  return done(async (tables) => {
    await keepSong(tables, doors, receipt, manifest, units, now)
    await keepAnalysis(tables, receipt, analysis)
    await keepModel(tables, doors, manifest, parts, now)
    await tables.receipts.change(receipt.id, (row) => ({
      ...row,
      ...{ state: 'whole', fault: null, haveBytes: row.bytes, endedAt: now },
    }))
  })
}

async function keepSong(
  tables: Tables,
  doors: Doors,
  receipt: Receipt,
  manifest: Manifest,
  units: OpenedUnits,
  now: number,
): Promise<void> {
  const { trackId, separationId } = receipt
  const { original, separation, song } = manifest
  if (trackId === null) return
  await tables.tracks.change(trackId, (row) => ({
    ...row,
    pcm: separation ? (row.pcm ?? song?.pcm ?? null) : row.pcm,
    hasCover: row.hasCover || manifest.units.some((unit) => unit.role === 'cover'),
    file: original ? { ...original, name: safeName(original.name) } : row.file,
  }))
  if (original) await insertJob(tables, newJob(doors.newId(), { kind: 'prepare', trackId }, now))
  if (separationId === null || !separation) return
  const finished = units.playable()
  const isWhole = separation.region !== null || finished.length === separation.finished.length
  await tables.separations.change(separationId, (row) => ({
    ...row,
    ...{ finished, state: isWhole ? 'complete' : 'partial', finishedAt: now },
  }))
}

const found = v.object({ analyses: v.pipe(v.array(v.unknown()), v.maxLength(2)), edit: v.unknown() })

interface FoundAnalysis {
  analyses: Analysis[]
  edit: AnalysisEdit | null
}

/** Rows of another are read as rows out of the database are: what is none of this version is left out. */
async function readAnalysis(
  blobs: BlobStore,
  manifest: Manifest,
  units: OpenedUnits,
): Promise<FoundAnalysis> {
  const place = manifest.units.findIndex((unit) => unit.role === 'analysis')
  if (place < 0) return { analyses: [], edit: null }
  const parts = await Promise.all(units.chunkKeys(place).map((key) => blobs.blob(key)))
  const bytes = new Uint8Array(await new Blob(parts.filter((part) => part !== null)).arrayBuffer())
  const parsed = v.safeParse(found, parse(bytes))
  if (!parsed.success) return { analyses: [], edit: null }
  const { analyses, edit } = parsed.output
  return {
    analyses: analyses.map((row) => rowOf('analyses', row)).filter((row) => row !== null),
    edit: rowOf('analysisEdits', edit),
  }
}

async function keepAnalysis(
  tables: Tables,
  { trackId, separationId }: Receipt,
  { analyses, edit }: FoundAnalysis,
): Promise<void> {
  if (trackId === null) return
  for (const row of analyses) {
    const id = analysisId(trackId, row.source)
    const of = row.source === 'stems' ? separationId : null
    await tables.analyses.put({ ...row, id, trackId, separationId: of })
  }
  if (edit) await tables.analysisEdits.put({ ...edit, trackId })
  if (analyses.length > 0 || edit) await refreshFacts(tables, trackId)
}

/** Parts of a model that are what this app itself knows under their name; nothing else of a model is taken. */
async function wholeParts(doors: Doors, { model, units }: Manifest): Promise<string[]> {
  const card = model && doors.cardOf(model.id)
  if (!card) return []
  const known = new Set(partsOf(card).map((part) => part.sha256))
  const sent = new Set(units.flatMap((unit) => (unit.role === 'model' ? [unit.part] : [])))
  const whole: string[] = []
  for (const part of sent) {
    const keys = await doors.blobs.keys(modelPrefix(part))
    if (known.has(part) && (await hashKept(doors.blobs, keys)) === part) whole.push(part)
    else await doors.blobs.removeAll(modelPrefix(part))
  }
  return whole
}

async function keepModel(
  { models }: Tables,
  doors: Doors,
  { model }: Manifest,
  parts: readonly string[],
  now: number,
): Promise<void> {
  const card = model && doors.cardOf(model.id)
  if (!card) return
  const row = (await models.get(card.id)) ?? emptyRow(card, now)
  await models.put(rowWith(card, row, new Set([...row.parts, ...parts]), now))
}
