import * as v from 'valibot'
import { AUDIT_ACTS } from '#lib/core/domain/audit.ts'
import { HOOK_EVENTS } from '#lib/core/domain/hook.ts'
import { analysisSchema, editSchema, factsSchema } from './analysis-schemas.ts'
import { cachedSchema, exportFileSchema, exportSchema, keptRecipeSchema } from './export-schemas.ts'
import { breakerSchema, jobSchema } from './job-schemas.ts'
import type { RowTypes, TableName } from './rows.ts'
import { receiptSchema, shareSchema } from './share-schemas.ts'
import { finite, maybe } from './schema-parts.ts'
import {
  albumSchema,
  albumTrackSchema,
  batchSchema,
  mixSchema,
  modelSchema,
  separationSchema,
  trackSchema,
} from './song-schemas.ts'
import { downloadSchema, enrichmentSchema, secretSchema } from './source-schemas.ts'
import { trashSchema } from './trash-schema.ts'

const auditEvent = v.object({
  id: v.string(),
  at: finite,
  act: v.picklist(AUDIT_ACTS),
  fields: v.record(v.string(), maybe(v.union([v.string(), v.number(), v.boolean()]))),
})

const hook = v.object({
  id: v.string(),
  url: v.string(),
  events: v.array(v.picklist(HOOK_EVENTS)),
  secret: v.string(),
  paused: v.boolean(),
  createdAt: finite,
})

type Schemas = { [N in TableName]: v.GenericSchema<unknown, RowTypes[N]> }

const SCHEMAS: Schemas = {
  tracks: trackSchema,
  separations: separationSchema,
  jobs: jobSchema,
  models: modelSchema,
  mixes: mixSchema,
  settings: v.object({ key: v.string(), value: v.unknown() }),
  auditEvents: auditEvent,
  hooks: hook,
  analyses: analysisSchema,
  analysisEdits: editSchema,
  albums: albumSchema,
  albumTracks: albumTrackSchema,
  batches: batchSchema,
  breakers: breakerSchema,
  downloads: downloadSchema,
  enrichmentTasks: enrichmentSchema,
  secrets: secretSchema,
  trackFacts: factsSchema,
  trash: trashSchema,
  recipes: keptRecipeSchema,
  exports: exportSchema,
  exportFiles: exportFileSchema,
  exportCache: cachedSchema,
  shares: shareSchema,
  receipts: receiptSchema,
}

/** The row if it is one of this version, else null. */
export function rowOf<N extends TableName>(table: N, raw: unknown): RowTypes[N] | null {
  const parsed = v.safeParse(SCHEMAS[table], raw)
  return parsed.success ? parsed.output : null
}
