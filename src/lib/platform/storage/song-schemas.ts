import * as v from 'valibot'
import { count, faultSchema, finite, maybe, range, stem } from './schema-parts.ts'

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

export const pcmSchema = v.object({ frames: count, mean: finite, std: finite, peak: finite })

export const trackSchema = v.object({
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
  pcm: maybe(pcmSchema),
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
  previewUrl: v.optional(maybe(v.string()), null),
  durationMs: maybe(finite),
  albumId: maybe(v.string()),
  normalizedTitle: v.optional(maybe(v.string()), null),
  normalizedArtist: v.optional(maybe(v.string()), null),
})

export const albumSchema = v.object({
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

export const albumTrackSchema = v.object({
  id: v.string(),
  albumId: v.string(),
  trackId: v.string(),
  position: finite,
})

export const batchSchema = v.object({
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

export const separationSchema = v.object({
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

export const modelSchema = v.object({
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

export const mixSchema = v.object({
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
