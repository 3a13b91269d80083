import { makeZip } from 'client-zip'
import * as Comlink from 'comlink'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import type { ExportWorker } from './contract.ts'
import { wavStream, zipEntries } from './export.ts'
import { packEntries } from './pack.ts'
import { sayAlive } from '../kit/alive.ts'

sayAlive()

const blobs = new DexieBlobs()

const worker: ExportWorker = {
  async wav(lanes, master, format, range) {
    const stream = wavStream(blobs, lanes, master, format, range)
    return Comlink.transfer(stream, [stream])
  },
  async zip(files, format, range) {
    const stream = makeZip(zipEntries(blobs, files, format, range))
    return Comlink.transfer(stream, [stream])
  },
  async pack(files) {
    const stream = makeZip(packEntries(blobs, files))
    return Comlink.transfer(stream, [stream])
  },
}

Comlink.expose(worker)
