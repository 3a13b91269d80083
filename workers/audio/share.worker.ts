import { expose } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { sayAlive } from '../kit/alive.ts'
import type { ShareWorker } from './contract.ts'
import { openPack, packPiece, weigh } from './share.ts'

sayAlive()

const blobs = new DexieBlobs()

const worker: ShareWorker = {
  pack: (from, to) => outcomeOf(() => packPiece(blobs, from, to)),
  weigh: (key) => outcomeOf(() => weigh(blobs, key)),
  open: (chunks, frames, to, peaks) => outcomeOf(() => openPack(blobs, chunks, frames, to, peaks)),
}

expose(worker)
