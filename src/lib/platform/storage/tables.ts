import { isEnded, type Job } from '#lib/core/domain/job.ts'
import type { RowTypes, TableName } from './rows.ts'

interface TableShape<T> {
  key: keyof T & string
  /** What `by` may ask for; a path goes into the row. */
  indices: readonly string[]
  /** A value no two rows share; null takes no part. */
  unique: { index: string; of: (row: T) => string | null } | null
}

/** The tables as every store of rows keeps them. */
export const TABLES: { [N in TableName]: TableShape<RowTypes[N]> } = {
  tracks: {
    key: 'id',
    indices: ['sourceKey', 'file.sha256', 'albumId'],
    unique: { index: 'sourceKey', of: (track) => track.sourceKey },
  },
  separations: { key: 'id', indices: ['trackId'], unique: null },
  jobs: {
    key: 'id',
    indices: ['state', 'trackId', 'dedupeKey'],
    unique: { index: 'liveKey', of: (job: Job) => (isEnded(job.state) ? null : job.dedupeKey) },
  },
  models: { key: 'id', indices: [], unique: null },
  mixes: { key: 'trackId', indices: [], unique: null },
  settings: { key: 'key', indices: [], unique: null },
  auditEvents: { key: 'id', indices: [], unique: null },
  hooks: { key: 'id', indices: [], unique: null },
  analyses: { key: 'id', indices: ['trackId'], unique: null },
  analysisEdits: { key: 'trackId', indices: [], unique: null },
  albums: {
    key: 'id',
    indices: ['sourceKey'],
    unique: { index: 'sourceKey', of: (album) => album.sourceKey },
  },
  albumTracks: { key: 'id', indices: ['albumId', 'trackId'], unique: null },
  batches: { key: 'id', indices: [], unique: null },
  breakers: { key: 'service', indices: [], unique: null },
  downloads: { key: 'trackId', indices: [], unique: null },
  enrichmentTasks: { key: 'id', indices: ['trackId', 'status'], unique: null },
  secrets: { key: 'key', indices: [], unique: null },
  shares: { key: 'id', indices: ['trackId'], unique: null },
  receipts: { key: 'id', indices: ['trackId'], unique: null },
  trackFacts: { key: 'trackId', indices: [], unique: null },
  trash: { key: 'id', indices: [], unique: null },
  recipes: { key: 'id', indices: [], unique: null },
  exports: { key: 'id', indices: [], unique: null },
  exportFiles: { key: 'id', indices: ['exportId', 'trackId'], unique: null },
  exportCache: { key: 'id', indices: ['trackId'], unique: null },
}

export const ALL_TABLES = Object.keys(TABLES) as TableName[]
