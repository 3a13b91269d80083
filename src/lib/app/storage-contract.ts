import type { Cleanup, TrashItem } from '#lib/core/domain/trash.ts'
import type { KindBytes } from '#lib/core/storage/byte-sums.ts'
import type { Lost } from '#lib/core/storage/lost.ts'

export interface StorageView {
  /** `app`: bytes of the app itself, where the browser says. */
  readonly estimate: { usage: number; quota: number; app: number | null } | null
  readonly persisted: boolean | null
  /** Bytes by kind, newest reading. */
  readonly kinds: KindBytes
  /** The same by track id. */
  readonly songs: ReadonlyMap<string, KindBytes>
  /** Bytes by track id (song, stems, waveforms). */
  readonly byTrack: ReadonlyMap<string, number>
  /** What clean-ups took and the next start throws away, the newest first. */
  readonly trash: readonly TrashItem[]
  /** What the browser has thrown away by itself, as this start has found; null when nothing. */
  readonly lost: Lost | null
  /** Looked at: it is not shown any more. */
  noteLost(lost: Lost | null): void
  refresh(): Promise<void>
  persist(): Promise<boolean>
  /** Bytes that `clean` would free, as last read. */
  weigh(what: Cleanup, trackIds: readonly string[]): number
  /** Takes stems, decoded sound or whole songs out, to be undone until the next start; null when there was nothing. */
  clean(what: Cleanup, trackIds: readonly string[]): Promise<TrashItem | null>
  /** False when it was thrown away already. */
  undo(id: string): Promise<boolean>
  /** Frees what clean-ups took for good, now. */
  emptyTrash(): Promise<void>
}
