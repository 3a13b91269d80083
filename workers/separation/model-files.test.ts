import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { GRAPH_IO } from '#models/card.ts'
import type { OrderModel } from './contract.ts'
import { checkModel, readModelFile } from './model-files.ts'

const file = { name: 'a.onnx', bytes: 5, chunkKeys: ['model/x/0', 'model/x/1'] }
const model: OrderModel = {
  stems: ['bass'],
  graphs: [{ name: 'a', files: [file], weights: [1], ports: GRAPH_IO }],
}

describe('a model’s files', () => {
  const missing = { fault: { code: 'model-missing' } }
  let blobs = new MemoryBlobs()
  beforeEach(async () => {
    blobs = new MemoryBlobs()
    await blobs.put([
      { key: 'model/x/0', bytes: new Uint8Array([1, 2, 3]) },
      { key: 'model/x/1', bytes: new Uint8Array([4, 5]) },
    ])
  })

  it('are their chunks joined', async () => {
    await checkModel(blobs, model)
    expect(await readModelFile(blobs, file)).toEqual(new Uint8Array([1, 2, 3, 4, 5]))
  })

  it('are missing when a chunk is', async () => {
    await blobs.removeAll('model/x/1')
    await expect(checkModel(blobs, model)).rejects.toMatchObject(missing)
    await expect(readModelFile(blobs, file)).rejects.toMatchObject(missing)
  })

  it.each([[[4]], [[4, 5, 6]]])('are missing when the last chunk is %j', async (bytes) => {
    await blobs.put([{ key: 'model/x/1', bytes: new Uint8Array(bytes) }])
    await expect(checkModel(blobs, model)).rejects.toMatchObject(missing)
    await expect(readModelFile(blobs, file)).rejects.toMatchObject(missing)
  })
})
