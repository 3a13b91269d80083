import * as Comlink from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { sayAlive } from '../kit/alive.ts'
import { streamOf } from '../kit/stream-of.ts'
import type { BackupWorker } from './contract.ts'
import { Archive, sourceOf } from './read-archive.ts'
import { ArchiveWriter } from './write-archive.ts'

sayAlive()

const blobs = new DexieBlobs()
/** The archive in hand: its directory is read once. */
let open: { file: Blob; archive: Promise<Archive> } | null = null

/** Every call of the page brings a copy of the file's handle: the same size is the same file while one is being restored. */
function archiveOf(file: Blob, anew: boolean): Promise<Archive> {
  if (anew || open?.file.size !== file.size) open = { file, archive: Archive.open(sourceOf(file)) }
  return open.archive
}

const worker: BackupWorker = {
  async write(order) {
    const stream = streamOf(new ArchiveWriter(blobs).chunks(order))
    return Comlink.transfer(stream, [stream])
  },
  look: (file) => outcomeOf(async () => (await archiveOf(file, true)).look(), 'file-unreadable'),
  unpack: (file, folder, into) =>
    outcomeOf(async () => (await archiveOf(file, false)).unpack(folder, into, blobs), 'file-unreadable'),
}

Comlink.expose(worker)
