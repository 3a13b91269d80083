import type { AuditEvent } from '#lib/core/domain/audit.ts'
import type { Analysis, AnalysisEdit } from '#lib/core/domain/analysis.ts'
import type { Album, AlbumTrack, ImportBatch } from '#lib/core/domain/album.ts'
import type { Download } from '#lib/core/domain/download.ts'
import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import type { CachedExport, Export, ExportFile } from '#lib/core/domain/export.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { Hook } from '#lib/core/domain/hook.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Breaker } from '#lib/core/jobs/breaker.ts'
import type { MixSettings } from '#lib/core/domain/mix.ts'
import type { ModelRow } from '#lib/core/domain/model.ts'
import type { KeptRecipe } from '#lib/core/domain/recipe.ts'
import type { Separation } from '#lib/core/domain/separation.ts'
import type { TrackFacts } from '#lib/core/domain/track-facts.ts'
import type { Receipt, Share } from '#lib/core/sharing/share.ts'
import type { Track } from '#lib/core/domain/track.ts'
import type { TrashItem } from '#lib/core/domain/trash.ts'

export interface RowTypes {
  tracks: Track
  separations: Separation
  jobs: Job
  models: ModelRow
  mixes: MixSettings
  settings: { key: string; value: unknown }
  auditEvents: AuditEvent
  hooks: Hook
  analyses: Analysis
  analysisEdits: AnalysisEdit
  albums: Album
  albumTracks: AlbumTrack
  batches: ImportBatch
  breakers: Breaker
  downloads: Download
  enrichmentTasks: EnrichmentTask
  /** Tokens and the keys they are sealed with; never told to anybody, never backed up. */
  secrets: { key: string; value: unknown }
  trackFacts: TrackFacts
  trash: TrashItem
  recipes: KeptRecipe
  exports: Export
  exportFiles: ExportFile
  exportCache: CachedExport
  /** Keys of shares are secrets: whoever has one may take the share. */
  shares: Share
  receipts: Receipt
}

export type TableName = keyof RowTypes

/**
 * One table inside a transaction or watch. `by` reads through a named index: tracks by sourceKey, file.sha256, albumId; separations and
 * analyses by trackId; jobs by state, trackId, dedupeKey; albums by sourceKey; albumTracks by albumId, trackId. No two tracks and no two
 * albums share a sourceKey and no two live jobs a dedupeKey.
 */
export interface Table<T> {
  get(key: string): Promise<T | null>
  all(): Promise<T[]>
  by(index: string, value: string): Promise<T[]>
  /** How many `by` would answer, without reading them. */
  count(index: string, value: string): Promise<number>
  put(row: T): Promise<void>
  /** Changes the row as it now stands; returns the new row, or null when it is gone. */
  change(key: string, edit: (row: T) => T): Promise<T | null>
  remove(key: string): Promise<void>
}

export type Tables = { [N in TableName]: Table<RowTypes[N]> }

/**
 * The rows. `write` and `read` run in ONE transaction over the tables named: all of it or nothing.
 * Inside them await nothing but the tables. Faults thrown as FaultError: `storage-*`, `newer-data`.
 */
export interface RowStore {
  read<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R>
  write<R>(tables: readonly TableName[], work: (tables: Tables) => Promise<R>): Promise<R>
  /**
   * Puts one row in the last moments of a page, which no transaction that awaits anything survives. Best effort: no watch
   * hears of it, and nobody whether it was lost.
   */
  putLast<N extends TableName>(table: N, row: RowTypes[N]): void
  /**
   * Calls `tell` with the query's value now and after every commit that may change it, from any tab; returns stop.
   * The query sees one moment. `fail` is told why a watch ended by itself.
   */
  watch<R>(
    query: (tables: Tables) => Promise<R>,
    tell: (value: R) => void,
    fail?: (fault: Fault) => void,
  ): () => void
  close(): void
}
