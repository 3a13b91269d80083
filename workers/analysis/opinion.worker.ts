import { expose } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { sayAlive } from '../kit/alive.ts'
import type { AnalysisWorker } from './contract.ts'
import { openEssentia } from './essentia.ts'
import { secondOpinion } from './second-opinion.ts'

sayAlive()

const blobs = new DexieBlobs()
const worker: AnalysisWorker = {
  run: (order, tick) =>
    outcomeOf(() => secondOpinion(openEssentia(), blobs, order, tick, () => performance.now())),
}
expose(worker)
