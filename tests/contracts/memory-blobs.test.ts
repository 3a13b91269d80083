import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { examineBlobStore } from './blob-store.exam.ts'

examineBlobStore('blobs in memory', async (room) => new MemoryBlobs(room))
