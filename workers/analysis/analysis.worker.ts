import { expose } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { AnalysisWorker } from './contract.ts'
import { sayAlive } from '../kit/alive.ts'
import { runOrder } from './run-order.ts'

sayAlive()

const blobs = new DexieBlobs()

const worker: AnalysisWorker = {
  run: (order, tick) => outcomeOf(() => runOrder(blobs, order, tick, () => performance.now())),
}

expose(worker)
