import * as v from 'valibot'
import { isFaultCode } from '#lib/core/domain/fault.ts'
import { JOB_KINDS, JOB_PHASES, NO_CONDITIONS } from '#lib/core/domain/job.ts'
import { featureSchema, modeSchema, sourceSchema } from './analysis-schemas.ts'
import { count, faultSchema, finite, maybe, range } from './schema-parts.ts'
import { qualitySchema } from './source-schemas.ts'

const wish = v.variant('kind', [
  v.object({ kind: v.literal('prepare'), trackId: v.string() }),
  v.object({
    kind: v.literal('separate'),
    trackId: v.string(),
    separationId: v.string(),
    modelId: v.string(),
    region: maybe(range),
  }),
  v.object({ kind: v.literal('get-model'), modelId: v.string() }),
  v.object({
    kind: v.literal('analyse'),
    trackId: v.string(),
    source: sourceSchema,
    features: v.array(featureSchema),
    mode: modeSchema,
  }),
  v.object({
    kind: v.literal('fetch-metadata'),
    link: v.string(),
    sourceKey: v.string(),
    trackId: maybe(v.string()),
    albumId: maybe(v.string()),
    batchId: maybe(v.string()),
  }),
  v.object({
    kind: v.literal('download'),
    trackId: v.string(),
    quality: qualitySchema,
    batchId: maybe(v.string()),
  }),
  v.object({ kind: v.literal('enrich'), nonce: v.string() }),
  v.object({ kind: v.literal('export'), exportId: v.string(), trackId: maybe(v.string()) }),
  v.object({ kind: v.literal('send'), shareId: v.string(), trackId: maybe(v.string()) }),
  v.object({ kind: v.literal('receive'), receiptId: v.string(), trackId: maybe(v.string()) }),
  v.object({
    kind: v.literal('deliver-hook'),
    hookId: v.string(),
    deliveryId: v.string(),
    host: v.string(),
    event: v.string(),
    body: v.string(),
  }),
])

const milliseconds = v.pipe(finite, v.minValue(0))

const runNote = v.object({
  startedAt: finite,
  endedAt: finite,
  how: v.picklist(['done', 'failed', 'lost', 'released', 'paused', 'held', 'cancelled']),
  code: maybe(
    v.pipe(
      v.string(),
      v.transform((code) => (isFaultCode(code) ? code : 'unknown')),
    ),
  ),
})

// What has a default was not there in earlier versions.
export const jobSchema = v.object({
  id: v.string(),
  kind: v.picklist(JOB_KINDS),
  wish,
  trackId: maybe(v.string()),
  batchId: v.optional(maybe(v.string()), null),
  state: v.picklist(['queued', 'running', 'paused', 'done', 'failed', 'cancelled']),
  phase: v.picklist(JOB_PHASES),
  fraction: v.pipe(finite, v.minValue(0), v.maxValue(1)),
  rank: v.optional(finite, 0),
  priority: finite,
  conditions: v.optional(
    v.object({ notBefore: finite, unmetered: v.boolean(), charging: v.boolean() }),
    NO_CONDITIONS,
  ),
  attempts: count,
  maxAttempts: count,
  claims: count,
  lapses: count,
  runAfter: finite,
  waitsSince: v.optional(maybe(finite), null),
  lease: maybe(v.object({ owner: v.string(), since: v.optional(finite, 0), until: finite, token: count })),
  dedupeKey: v.string(),
  dependsOn: v.array(v.string()),
  canDoWithout: v.optional(v.array(v.string()), []),
  onlyForOthers: v.optional(v.boolean(), false),
  service: v.optional(maybe(v.string()), null),
  fault: maybe(faultSchema),
  createdAt: finite,
  startedAt: maybe(finite),
  endedAt: maybe(finite),
  bytesIn: v.optional(maybe(count), null),
  bytesOut: v.optional(maybe(count), null),
  phaseMs: v.optional(v.record(v.picklist(JOB_PHASES), milliseconds), {}),
  failures: v.optional(count, 0),
  runs: v.optional(v.array(runNote), []),
})

export const breakerSchema = v.object({
  service: v.string(),
  state: v.picklist(['closed', 'open', 'half-open']),
  failures: count,
  until: finite,
  since: finite,
  probe: maybe(v.object({ token: v.string(), until: finite })),
  fault: maybe(faultSchema),
  changedAt: finite,
})
