import type { BackupHead } from '#lib/core/backup/archive.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { BackupWish } from '#lib/work/backup/order-backup.ts'
import type { Restored } from '#lib/core/backup/restored.ts'

/** A backup as it was looked at, before anything of it is brought in. */
export interface BackupLook {
  name: string
  head: BackupHead
  songs: number
  /** Of them, those that are in the library already. */
  here: number
  bytes: number
  /** Parts that cannot be read. */
  broken: number
  cut: boolean
}

export type BackupPlace = 'file' | 'folder'

/** The library as one file, out and in. It runs in this page: closed, it is to be begun anew, and a restore goes on. */
export interface Backup {
  readonly running: { what: 'save' | 'look' | 'restore'; bytes: number; total: number } | null
  /** A file that was dropped or chosen and waits to be looked at by a person. */
  readonly offered: { file: File; look: BackupLook } | null
  /** About how many bytes a backup takes. */
  weigh(wish: BackupWish): number
  /** Into a file or a folder that the browser asks for: call it straight from the click. Answers with the bytes written. */
  save(wish: BackupWish, place?: BackupPlace): Promise<Outcome<number>>
  /** The archive as a stream that makes only what is asked for. Faults thrown as FaultError. */
  stream(wish: BackupWish): Promise<ReadableStream<Uint8Array>>
  /** Looks a file through and offers it. */
  offer(file: File): Promise<Outcome<BackupLook>>
  /** Brings in what is offered. */
  restore(): Promise<Outcome<Restored>>
  /** Brings a whole file in without asking anybody. */
  bring(file: Blob): Promise<Outcome<Restored>>
  forget(): void
  cancel(): void
}
