import * as v from 'valibot'
import { AUDIO_SOURCES, QUALITIES, VERDICTS } from '#lib/core/domain/download.ts'
import { ENRICHMENT_STATUSES } from '#lib/core/domain/enrichment.ts'
import { count, finite } from './schema-parts.ts'

const text = v.nullable(v.string())

export const qualitySchema = v.picklist(QUALITIES)
export const audioSourceSchema = v.picklist(AUDIO_SOURCES)

const offer = {
  source: audioSourceSchema,
  src: v.string(),
  title: v.string(),
  artist: text,
  album: text,
  durationMs: v.nullable(finite),
  isrc: text,
  from: text,
  pageUrl: text,
  licenceUrl: text,
  claimed: text,
  bytes: v.nullable(count),
  prepare: v.boolean(),
}

const judged = v.object({
  ...offer,
  score: finite,
  reasons: v.array(v.string()),
  deltaMs: v.nullable(finite),
  certain: v.boolean(),
})

const real = v.object({
  codec: v.string(),
  bitrate: v.nullable(finite),
  lossless: v.nullable(v.boolean()),
  sampleRate: v.nullable(finite),
})

export const downloadSchema = v.object({
  trackId: v.string(),
  state: v.picklist(['looking', 'asking', 'nowhere', 'fetching', 'done']),
  quality: qualitySchema,
  offers: v.array(judged),
  pinned: v.nullable(v.object(offer)),
  chosen: v.nullable(v.object(offer)),
  byHand: v.optional(v.boolean(), false),
  transfer: v.nullable(
    v.object({
      src: v.string(),
      etag: text,
      totalBytes: v.nullable(count),
      mime: v.string(),
      name: v.string(),
    }),
  ),
  refused: v.array(v.string()),
  spentMs: finite,
  record: v.nullable(
    v.object({
      finishedAt: finite,
      tookMs: finite,
      bytes: count,
      sha256: v.string(),
      real,
      preview: v.boolean(),
    }),
  ),
  comparison: v.optional(
    v.nullable(
      v.object({
        verdict: v.picklist(VERDICTS),
        score: v.nullable(finite),
        shift: finite,
        atS: v.nullable(finite),
        comparedAt: finite,
      }),
    ),
    null,
  ),
  changedAt: finite,
})

export const enrichmentSchema = v.object({
  id: v.string(),
  trackId: v.string(),
  albumId: text,
  status: v.picklist(ENRICHMENT_STATUSES),
  createdAt: finite,
  updatedAt: finite,
  errorMessage: text,
  result: v.nullable(v.picklist(['nothing', 'identified', 'enriched'])),
})

export const secretSchema = v.object({ key: v.string(), value: v.unknown() })
