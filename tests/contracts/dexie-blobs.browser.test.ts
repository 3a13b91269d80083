import { Dexie } from 'dexie'
import { afterEach } from 'vitest'
import { DexieBlobs } from '#lib/platform/blobs/dexie-blobs.ts'
import { narrowDisk, wideDisk } from '../support/quota.ts'
import { examineBlobStore } from './blob-store.exam.ts'

let opened: { store: DexieBlobs; name: string }[] = []

afterEach(async () => {
  for (const { store, name } of opened) {
    store.close()
    await Dexie.delete(name)
  }
  opened = []
  await wideDisk()
})

examineBlobStore('blobs in IndexedDB', async (room) => {
  if (room !== undefined) await narrowDisk(room)
  const name = `exam-bytes-${crypto.randomUUID()}`
  const store = new DexieBlobs(name)
  opened.push({ store, name })
  return store
})
