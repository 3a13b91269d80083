import type { BackupHead, PackOrder, PackRows } from '#lib/core/backup/archive.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'

export interface ArchiveOrder {
  head: BackupHead
  packs: PackOrder[]
}

/** A pack as an archive has it. */
export interface PackView {
  folder: string
  rows: PackRows
  bytes: number
}

export interface ArchiveView {
  head: BackupHead
  packs: PackView[]
  /** It was cut off: what follows the last whole pack is lost. */
  cut: boolean
  /** Folders whose pack cannot be read. */
  broken: string[]
}

/** What became of a pack's bytes. */
export interface Unpacked {
  bytes: number
  /** Keys, as the archive has them, whose bytes are not what they were. */
  lost: string[]
}

/** Calls of the backup worker. Everything is read and written a piece at a time, of at most 4 MB. */
export interface BackupWorker {
  /** The archive as a stream that makes only what is asked for. */
  write(order: ArchiveOrder): Promise<ReadableStream<Uint8Array>>
  /** Looks an archive through, its bytes left alone. Faults: `backup-unfit`, `backup-newer`, `backup-hostile`. */
  look(file: Blob): Promise<Outcome<ArchiveView>>
  /** Brings a pack's pieces under the prefixes that `into` gives for those of the archive; the others are left out. */
  unpack(file: Blob, folder: string, into: [from: string, to: string][]): Promise<Outcome<Unpacked>>
}
