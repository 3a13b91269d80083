import type { ByteKind } from '../storage/byte-sums.ts'

export const FORMAT = 'sound-forge-alchemy-backup'
/** Raised when an older app could not read what a newer one writes. */
export const FORMAT_VERSION = 1
/** First in every archive: what it is, before anything is read. */
export const HEAD_NAME = 'backup.json'
/** Last: the sha256 of every pack. One that is missing was cut off. */
export const MANIFEST_NAME = 'manifest.json'
/** Closes each pack: its rows, and the hash of every piece of its files. */
export const PACK_NAME = 'pack.json'

/** What a backup holds beside rows and pictures. */
export type Held = 'original' | 'stems' | 'models'

export interface BackupHead {
  format: string
  version: number
  app: string
  /** Milliseconds since 1970. */
  createdAt: number
  holds: Held[]
  songs: number
  /** Of all pieces. */
  bytes: number
}

/** Rows by table, as they lie in the database. */
export type PackRows = Record<string, unknown[]>

/** A song, a model, or the lists: written and restored as one. */
export interface PackOrder {
  /** Its folder in the archive. */
  folder: string
  rows: PackRows
  /** Where its bytes lie, and which kinds of them are taken. */
  prefixes: string[]
  kinds: ByteKind[]
  /** What the song's file is called in the archive. */
  fileName: string | null
}

export interface Piece {
  key: string
  bytes: number
  sha256: string
}

export interface PackFile {
  name: string
  pieces: Piece[]
}

export interface Pack {
  rows: PackRows
  files: PackFile[]
}
