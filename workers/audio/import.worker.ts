import { expose } from 'comlink'
import { outcomeOf } from '#lib/core/domain/outcome.ts'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { ImportWorker, PrepareTick } from './contract.ts'
import { decodeFile } from './decode.ts'
import { describeFile } from './describe.ts'
import { keepFile } from './keep.ts'
import { sayAlive } from '../kit/alive.ts'

sayAlive()

const store = new DexieBlobs()
const running = new Map<string, AbortController>()

/** Milliseconds between two ticks: each is a message to the page. */
const TICK_MS = 100

function calmed(phase: Parameters<PrepareTick>[0], tick: PrepareTick): (fraction: number) => void {
  let last = 0
  return (fraction) => {
    const now = performance.now()
    if (now - last < TICK_MS && fraction < 1) return
    last = now
    tick(phase, fraction)
  }
}

async function stoppable<T>(trackId: string, work: (signal: AbortSignal) => Promise<T>) {
  const controller = new AbortController()
  running.set(trackId, controller)
  const outcome = await outcomeOf(() => work(controller.signal))
  if (running.get(trackId) === controller) running.delete(trackId)
  return outcome
}

const worker: ImportWorker = {
  keep: (trackId, file, tick) =>
    stoppable(trackId, (signal) => keepFile(store, trackId, file, calmed('reading', tick), signal)),
  describe: (trackId, file) => outcomeOf(() => describeFile(store, trackId, file)),
  decode: (trackId, file, tick) =>
    stoppable(trackId, (signal) => decodeFile(store, trackId, file, calmed('decoding', tick), signal)),
  stop: (trackId) => Promise.resolve(running.get(trackId)?.abort()),
}

expose(worker)
