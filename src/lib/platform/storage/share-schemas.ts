import * as v from 'valibot'
import { count, faultSchema, finite, maybe, stem } from './schema-parts.ts'

const manifest = maybe(v.object({ bytes: count, sha256: v.string() }))

export const shareSchema = v.object({
  id: v.string(),
  key: v.string(),
  title: v.string(),
  trackId: maybe(v.string()),
  separationId: maybe(v.string()),
  modelId: maybe(v.string()),
  stems: v.array(stem),
  original: v.boolean(),
  analysis: v.boolean(),
  mix: v.boolean(),
  from: v.string(),
  expiresAt: maybe(finite),
  mostUses: maybe(count),
  state: v.picklist(['packing', 'open', 'stopped', 'failed']),
  fault: maybe(faultSchema),
  manifest,
  bytes: count,
  sentBytes: count,
  takers: v.array(v.string()),
  createdAt: finite,
})

export const receiptSchema = v.object({
  id: v.string(),
  key: v.string(),
  taker: v.string(),
  state: v.picklist(['receiving', 'whole', 'ended']),
  fault: maybe(faultSchema),
  from: v.string(),
  title: v.string(),
  trackId: maybe(v.string()),
  separationId: maybe(v.string()),
  modelId: maybe(v.string()),
  manifest,
  bytes: count,
  haveBytes: count,
  limited: v.boolean(),
  createdAt: finite,
  endedAt: maybe(finite),
})
