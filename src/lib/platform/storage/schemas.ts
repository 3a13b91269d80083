import * as v from 'valibot'
import { AUDIT_ACTS } from '#lib/core/domain/audit.ts'
import { fault, isFaultCode, type Fault } from '#lib/core/domain/fault.ts'
import { JOB_KINDS, JOB_PHASES, NO_CONDITIONS } from '#lib/core/domain/job.ts'
import { HOOK_EVENTS } from '#lib/core/domain/hook.ts'
import {
  analysisSchema,
  editSchema,
  factsSchema,
  featureSchema,
  modeSchema,
  sourceSchema,
} from './analysis-schemas.ts'
import { downloadSchema, enrichmentSchema, qualitySchema, secretSchema } from './source-schemas.ts'
import type { RowTypes, TableName } from './rows.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const maybe = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)
const finite = v.pipe(v.number(), v.finite())

// A code that this version no longer knows becomes `unknown`; its class is always the catalogue's own.
const faultSchema = v.pipe(
  v.object({
    code: v.string(),
    detail: v.exactOptional(v.string()),
    service: v.exactOptional(v.string()),
    retryAfterMs: v.exactOptional(v.number()),
    values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
  v.transform(({ code, ...more }): Fault => fault(isFaultCode(code) ? code : 'unknown', more)),
)

const range = v.object({ start: count, end: count })
const stem = v.picklist(['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'])
const TEXT = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'year',
  'trackNumber',
  'discNumber',
] as const

const track = v.object({
  id: v.string(),
  sourceKey: v.string(),
  state: v.picklist(['listed', 'arriving', 'ready', 'failed']),
  fault: maybe(faultSchema),
  file: maybe(v.object({ name: v.string(), bytes: count, sha256: v.string(), mime: v.string() })),
  audio: maybe(
    v.object({
      container: v.string(),
      codec: v.string(),
      sampleRate: finite,
      channels: count,
      bitDepth: maybe(finite),
      bitrate: maybe(finite),
    }),
  ),
  pcm: maybe(v.object({ frames: count, mean: finite, std: finite, peak: finite })),
  durationS: maybe(finite),
  hasCover: v.boolean(),
  addedAt: finite,
  edited: v.array(v.picklist(TEXT)),
  title: v.string(),
  artist: v.string(),
  album: v.string(),
  albumArtist: v.string(),
  genre: v.string(),
  year: maybe(finite),
  trackNumber: maybe(finite),
  discNumber: maybe(finite),
  link: maybe(v.string()),
  isrc: maybe(v.string()),
  spotifyId: maybe(v.string()),
  releaseDate: maybe(v.string()),
  label: maybe(v.string()),
  coverUrl: maybe(v.string()),
  durationMs: maybe(finite),
  albumId: maybe(v.string()),
  normalizedTitle: v.optional(maybe(v.string()), null),
  normalizedArtist: v.optional(maybe(v.string()), null),
})

const album = v.object({
  id: v.string(),
  kind: v.picklist(['album', 'playlist']),
  sourceKey: maybe(v.string()),
  link: maybe(v.string()),
  title: v.string(),
  artist: v.string(),
  releaseDate: maybe(v.string()),
  coverUrl: maybe(v.string()),
  totalTracks: maybe(count),
  truncated: v.optional(v.boolean(), false),
  skipped: v.optional(count, 0),
  addedAt: finite,
})

const albumTrack = v.object({ id: v.string(), albumId: v.string(), trackId: v.string(), position: finite })

const batch = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['links', 'list', 'manual']),
  trackIds: v.array(v.string()),
  createdAt: finite,
})

const engine = v.object({
  provider: v.picklist(['webgpu', 'wasm']),
  threads: count,
  device: v.string(),
  precision: v.literal('fp32'),
  loadS: finite,
  segmentS: maybe(finite),
})

const separation = v.object({
  id: v.string(),
  trackId: v.string(),
  modelId: v.string(),
  modelHash: v.string(),
  stems: v.array(stem),
  frames: count,
  segments: count,
  finished: v.array(count),
  region: maybe(range),
  state: v.picklist(['partial', 'complete']),
  engine: maybe(engine),
  createdAt: finite,
  finishedAt: maybe(finite),
})

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
const job = v.object({
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

const breaker = v.object({
  service: v.string(),
  state: v.picklist(['closed', 'open', 'half-open']),
  failures: count,
  until: finite,
  since: finite,
  probe: maybe(v.object({ token: v.string(), until: finite })),
  fault: maybe(faultSchema),
  changedAt: finite,
})

const model = v.object({
  id: v.string(),
  state: v.picklist(['absent', 'partial', 'ready']),
  parts: v.array(v.string()),
  bytes: count,
  totalBytes: count,
  imported: v.array(
    v.object({
      slot: v.string(),
      fileName: v.string(),
      sha256: v.string(),
      bytes: count,
      ports: v.object({ mix: v.string(), spec: v.string(), specOut: v.string(), waveOut: v.string() }),
      weights: v.array(finite),
    }),
  ),
  fault: maybe(faultSchema),
  changedAt: finite,
})

const lane = v.object({ muted: v.boolean(), solo: v.boolean(), gain: finite, pan: finite })

const mix = v.object({
  trackId: v.string(),
  lanes: v.object({
    drums: v.exactOptional(lane),
    bass: v.exactOptional(lane),
    other: v.exactOptional(lane),
    vocals: v.exactOptional(lane),
    guitar: v.exactOptional(lane),
    piano: v.exactOptional(lane),
    mix: v.exactOptional(lane),
  }),
  master: finite,
  loop: maybe(range),
})

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
  tracks: track,
  separations: separation,
  jobs: job,
  models: model,
  mixes: mix,
  settings: v.object({ key: v.string(), value: v.unknown() }),
  auditEvents: auditEvent,
  hooks: hook,
  analyses: analysisSchema,
  analysisEdits: editSchema,
  albums: album,
  albumTracks: albumTrack,
  batches: batch,
  breakers: breaker,
  downloads: downloadSchema,
  enrichmentTasks: enrichmentSchema,
  secrets: secretSchema,
  trackFacts: factsSchema,
}

/** The row if it is one of this version, else null. */
export function rowOf<N extends TableName>(table: N, raw: unknown): RowTypes[N] | null {
  const parsed = v.safeParse(SCHEMAS[table], raw)
  return parsed.success ? parsed.output : null
}
