import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hook } from '#lib/core/domain/hook.ts'
import type { Job } from '#lib/core/domain/job.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import { newJob } from '#lib/core/jobs/new-job.ts'
import { sendHook, signature } from '#lib/platform/net/send-hook.ts'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { ALL_TABLES } from '#lib/platform/storage/tables.ts'
import type { HookQuestion } from '#proxy/contract.ts'
import { separationOf, trackOf } from '#tests/support/rows-of.ts'
import { tellHooks } from '../hooks/tell-hooks.ts'
import type { TaskContext } from '../registry.ts'
import { deliverHookTask } from './deliver-hook.ts'

const SECRET = 'a secret of both'
const hook = (more: Partial<Hook> = {}): Hook => ({
  id: 'h',
  url: 'https://receiver.example/in?key=1',
  events: ['track.processed', 'job.failed'],
  secret: SECRET,
  paused: false,
  createdAt: 1,
  ...more,
})

let rows = new MemoryRows()
let server: Server
let proxy = ''
/** What the proxy was asked, and what it answers. */
let asked: HookQuestion[] = []
let answer: { status: number; body: string } = { status: 200, body: '{"ok":true,"status":204}' }
let headers: IncomingHttpHeaders = {}

beforeEach(async () => {
  rows = new MemoryRows()
  asked = []
  answer = { status: 200, body: '{"ok":true,"status":204}' }
  server = createServer((request, response) => {
    headers = request.headers
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.push(JSON.parse(Buffer.concat(parts).toString()) as HookQuestion)
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await rows.write(ALL_TABLES, async (at) => {
    await at.tracks.put(trackOf('t'))
    await at.separations.put(separationOf('s', 't', { state: 'complete' }))
    await at.hooks.put(hook())
  })
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

let made = 0
const onEnd = tellHooks({ clock: { now: () => 1_700_000_000_000 }, newId: () => `delivery-${++made}` })

const separated = (state: Job['state'], more: Partial<Job> = {}): Job => ({
  ...newJob('j', { kind: 'separate', trackId: 't', separationId: 's', modelId: 'm', region: null }, 1),
  state,
  ...more,
})

/** The deliveries that the end of `job` has written. */
async function endOf(job: Job): Promise<Job[]> {
  await rows.write(ALL_TABLES, (tables) => onEnd(job, tables))
  const all = await rows.read(['jobs'], ({ jobs }) => jobs.all())
  return all.filter((one) => one.kind === 'deliver-hook')
}

const task = () => deliverHookTask({ rows, sendHook, signature, proxy: async () => proxy })

function run(job: Job): Promise<Outcome<unknown>> {
  const context: Pick<TaskContext, 'job' | 'signal' | 'tick' | 'call' | 'weigh'> = {
    job,
    signal: new AbortController().signal,
    tick: () => undefined,
    call: (_, work) => work(),
    weigh: () => undefined,
  }
  return task().run(context as TaskContext)
}

describe('the end of a job', () => {
  it('writes one delivery for each webhook that wants to hear of it, with five tries', async () => {
    await rows.write(['hooks'], async ({ hooks }) => {
      await hooks.put(hook({ id: 'other', events: ['track.analyzed'] }))
      await hooks.put(hook({ id: 'paused', paused: true }))
    })
    const deliveries = await endOf(separated('done'))
    expect(deliveries).toMatchObject([{ maxAttempts: 5, state: 'queued', wish: { hookId: 'h' } }])
    const wish = deliveries[0]?.wish
    expect(wish?.kind === 'deliver-hook' && JSON.parse(wish.body)).toEqual({
      event: 'track.processed',
      payload: { track_id: 't', stems: ['drums', 'bass', 'other', 'vocals'] },
      timestamp: '2023-11-14T22:13:20.000Z',
    })
  })

  it('is nobody’s news when it is a delivery that ended, or nobody asked', async () => {
    const [delivery] = await endOf(separated('done'))
    if (!delivery) throw new Error('no delivery')
    expect(await endOf({ ...delivery, state: 'failed' })).toHaveLength(1)
    await rows.write(['hooks'], ({ hooks }) => hooks.remove('h'))
    expect(await endOf(separated('done'))).toHaveLength(1)
  })

  it('is told of a failure with its code', async () => {
    const [delivery] = await endOf(separated('failed'))
    expect(delivery?.wish.kind === 'deliver-hook' && delivery.wish.body).toContain('"event":"job.failed"')
  })

  it('keeps the last fifty deliveries of a webhook', async () => {
    for (let i = 0; i < 60; i++) {
      for (const job of await endOf(separated('done')))
        await rows.write(['jobs'], ({ jobs }) => jobs.put({ ...job, state: 'done' }))
    }
    expect((await endOf(separated('done'))).length).toBeLessThanOrEqual(51)
  })
})

describe('a delivery', () => {
  it('is signed, and says which event and which delivery it is, the same on every try', async () => {
    const [job] = await endOf(separated('done'))
    if (job?.wish.kind !== 'deliver-hook') throw new Error('no delivery')
    expect(await run(job)).toMatchObject({ ok: true })
    expect(await run({ ...job, attempts: 1 })).toMatchObject({ ok: true })
    const [first, second] = asked
    expect(first).toEqual(second)
    expect(first?.url).toBe('https://receiver.example/in?key=1')
    expect(first?.headers).toEqual({
      'Content-Type': 'application/json',
      'X-SFA-Event': 'track.processed',
      'X-SFA-Delivery': job.id,
      'X-SFA-Signature': `sha256=${createHmac('sha256', SECRET).update(job.wish.body).digest('hex')}`,
    })
    expect(headers['content-type']).toBe('application/json')
  })

  it('tells a refusal from silence, and both from a missing proxy', async () => {
    const [job] = await endOf(separated('done'))
    if (!job) throw new Error('no delivery')
    const service = 'hook receiver.example'
    const proxySays = (code: string, retryAfter: number | null = null) =>
      JSON.stringify({ ok: false, error: { code, status: 502, retryAfter, service: 'proxy', message: 'm' } })
    const cases: [number, string, unknown][] = [
      [
        200,
        '{"ok":true,"status":500}',
        { code: 'hook-refused', retry: 'soon', service, values: { status: 500 } },
      ],
      [504, proxySays('timeout'), { code: 'hook-unreachable', retry: 'soon', service }],
      [429, proxySays('rate_limited', 7), { code: 'hook-unreachable', retryAfterMs: 7000 }],
      [403, proxySays('blocked'), { code: 'hook-blocked', retry: 'later' }],
      [405, 'only GET and HEAD', { code: 'hook-no-proxy', retry: 'later' }],
    ]
    for (const [status, body, fault] of cases) {
      answer = { status, body }
      expect(await run(job)).toMatchObject({ ok: false, fault })
    }
    proxy = 'http://127.0.0.1:9'
    expect(await run(job)).toMatchObject({ ok: false, fault: { code: 'hook-no-proxy' } })
  })

  it('is not sent to a webhook that was paused or removed meanwhile', async () => {
    const [job] = await endOf(separated('done'))
    if (!job) throw new Error('no delivery')
    await rows.write(['hooks'], ({ hooks }) => hooks.put(hook({ paused: true })))
    expect(await run(job)).toMatchObject({ ok: false, fault: { code: 'hook-paused' } })
    await rows.write(['hooks'], ({ hooks }) => hooks.remove('h'))
    expect(await run(job)).toMatchObject({ ok: false, fault: { code: 'hook-gone' } })
    expect(asked).toEqual([])
  })

  it('never lets its secret or the path of its address into a fault', async () => {
    const [job] = await endOf(separated('done'))
    if (!job) throw new Error('no delivery')
    answer = { status: 200, body: '{"ok":true,"status":401}' }
    const said = JSON.stringify(await run(job))
    expect(said).not.toContain(SECRET)
    expect(said).not.toContain('key=1')
  })
})
