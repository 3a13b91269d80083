import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { MemoryBlobs } from '#lib/platform/blobs/memory-blobs.ts'
import { fetchPart } from '#lib/platform/net/fetch-part.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import type { ModelCard, ModelPart } from '#models/card.ts'
import { cardOf } from '#models/cards.ts'
import type { TaskContext } from '../registry.ts'
import { getModelTask } from './get-model.ts'
import { importModel, removeModel } from './import-model.ts'
import { readUnderHash } from './model-parts.ts'
import { verifyModel } from './verify-model.ts'
import { taskContext } from '#tests/support/task-context.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
// The middle part is larger than one stored chunk.
const PARTS = [3_000, 9_000_000, 500].map((length, n) =>
  new Uint8Array(length).map((_, i) => (i >> 4) * (n + 3)),
)
const whole = new Uint8Array(Buffer.concat(PARTS))

function card(): ModelCard {
  const parts: ModelPart[] = PARTS.map((bytes, n) => ({
    url: `part/${n}`,
    bytes: bytes.length,
    sha256: sha256(bytes),
  }))
  const file = { name: 'small.onnx', bytes: whole.length, sha256: sha256(whole), parts }
  return { ...cardOf('htdemucs'), graphs: [{ name: 'small', files: [file], weights: [1, 1, 1, 1] }] }
}

describe('getting a model', () => {
  let server: Server
  let base = ''
  let asked: string[] = []
  let serve: (n: number) => Uint8Array | null = () => null
  const rows = () => stores.rows.read(['models'], ({ models }) => models.get('htdemucs'))
  let stores = { rows: new MemoryRows(), blobs: new MemoryBlobs() }

  beforeEach(async () => {
    stores = { rows: new MemoryRows(), blobs: new MemoryBlobs() }
    asked = []
    serve = (n) => PARTS[n] ?? null
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      const bytes = serve(Number(request.url?.split('/').at(-1)))
      if (bytes) response.end(bytes)
      else response.writeHead(503).end()
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => void server.close())

  /** Hash of what lies under the name of part `n`. */
  async function kept(n: number) {
    return sha256((await readUnderHash(stores.blobs, sha256(PARTS[n] ?? whole))) ?? new Uint8Array())
  }

  const doors = () => ({
    ...stores,
    cardOf: () => card(),
    addressOf: (path: string) => `${base}/${path}`,
    fetchPart,
    now: () => 0,
  })

  async function run(signal = new AbortController().signal, tick: TaskContext['tick'] = () => undefined) {
    const job = newJob('job', { kind: 'get-model', modelId: 'htdemucs' }, 0)
    return getModelTask(doors()).run(taskContext(stores.rows, job, { signal, tick }))
  }

  it('keeps every part, in chunks, and says that it is here', async () => {
    const fractions: number[] = []
    const outcome = await run(undefined, ({ fraction }) => fractions.push(fraction))
    expect(outcome).toMatchObject({ ok: true })
    expect(await rows()).toMatchObject({ state: 'ready', bytes: whole.length })
    expect(await kept(1)).toBe(sha256(PARTS[1] ?? whole))
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('fetches a damaged part again and never keeps it', async () => {
    let bad = 2
    serve = (n) => (n === 0 && bad-- > 0 ? new Uint8Array(3_000) : (PARTS[n] ?? null))
    expect(await run()).toMatchObject({ ok: true })
    expect(asked.filter((url) => url.endsWith('/0'))).toHaveLength(3)
    expect(await kept(0)).toBe(sha256(PARTS[0] ?? whole))
  })

  it('gives up with a fault when a part stays damaged, and goes on from the parts it has', async () => {
    serve = (n) => (n === 1 ? new Uint8Array(9_000_000) : (PARTS[n] ?? null))
    expect(await run()).toMatchObject({ ok: false, fault: { code: 'model-part-wrong', retry: 'soon' } })
    expect(await rows()).toMatchObject({ state: 'partial', bytes: 3_000 })
    serve = (n) => PARTS[n] ?? null
    asked = []
    expect(await run()).toMatchObject({ ok: true })
    expect(asked).toEqual(['/part/1', '/part/2'])
  })

  it('keeps its parts when it is stopped on the way', async () => {
    const pause = new AbortController()
    const outcome = await run(pause.signal, ({ fraction }) => fraction > 0.1 && pause.abort('pause'))
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
    expect(await rows()).toMatchObject({ state: 'partial', bytes: 3_000 })
  })

  it('takes the same file from the disk instead', async () => {
    expect(await importModel(doors(), card(), new File([whole], 'small.onnx'))).toMatchObject({ ok: true })
    expect(await run()).toMatchObject({ ok: true })
    expect(asked).toEqual([])
    expect(await verifyModel(doors(), card())).toEqual({ ok: true, value: 'whole' })
  })

  it('refuses a file that is no such model and changes nothing', async () => {
    const outcome = await importModel(doors(), card(), new File([whole.slice(0, 1000)], 'x.onnx'))
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'model-unfit' } })
    expect(await rows()).toBeNull()
  })

  it('finds bytes that went bad on the disk and fetches just those again', async () => {
    await run()
    const hash = sha256(PARTS[2] ?? whole)
    await stores.blobs.put([{ key: `model/${hash}/000000`, bytes: new Uint8Array(500) }])
    expect(await verifyModel(doors(), card())).toMatchObject({
      ok: false,
      fault: { code: 'model-part-wrong' },
    })
    asked = []
    await run()
    expect(asked).toEqual(['/part/2'])
    expect(await verifyModel(doors(), card())).toEqual({ ok: true, value: 'whole' })
  })

  it('leaves nothing behind when removed', async () => {
    await run()
    await removeModel({ ...doors(), newId: () => 'act' }, card())
    expect(await rows()).toBeNull()
    expect(await stores.blobs.keys('')).toEqual([])
  })
})
