import * as Comlink from 'comlink'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { FeederBlock, FeederWorker, MixerReturn } from './contract.ts'
import { Feeder } from './feeder.ts'
import { sayAlive } from '../kit/alive.ts'

sayAlive()

const blobs = new DexieBlobs()
let feeder: Feeder | null = null

const worker: FeederWorker = {
  async connect(port, tell) {
    const made = new Feeder(blobs, (block: FeederBlock) => port.postMessage(block, [block.audio]), tell)
    port.onmessage = ({ data }: MessageEvent<MixerReturn>) => made.returned(data)
    feeder?.rest()
    feeder = made
  },
  async feed(plan) {
    feeder?.feed(plan)
  },
  async arrived(finished) {
    feeder?.arrived(finished)
  },
  async rest() {
    feeder?.rest()
  },
}

Comlink.expose(worker)
