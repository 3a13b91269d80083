import { expose } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { AnalysisWorker, CompareWorker } from './contract.ts'
import { sayAlive } from '../kit/alive.ts'
import { runCompare, runOrder } from './run-order.ts'

sayAlive()

const blobs = new DexieBlobs()

const worker: AnalysisWorker & CompareWorker = {
  run: (order, tick) => outcomeOf(() => runOrder(blobs, order, tick, () => performance.now())),
  compare: (order, tick) => outcomeOf(() => runCompare(blobs, order, tick, () => performance.now())),
}

expose(worker)
