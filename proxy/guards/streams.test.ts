import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pictureType, soundType } from './content.ts'
import { forHook, fromClient, fromService } from './headers.ts'
import { checkLength, readAll } from './size.ts'
import { deadline, timed } from './time.ts'

const bytes = (...values: number[]) => new Uint8Array(values)
const streamOf = (...parts: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })

describe('size', () => {
  it('is counted as it comes, whatever was announced', async () => {
    await expect(readAll(streamOf(bytes(1, 2), bytes(3, 4)), 3, 'x')).rejects.toMatchObject({
      data: { code: 'too_large', service: 'x' },
    })
    expect(await readAll(streamOf(bytes(1, 2), bytes(3)), 3, 'x')).toEqual(bytes(1, 2, 3))
    expect(await readAll(null, 3, 'x')).toEqual(bytes())
  })

  it('is refused as soon as it is announced', () => {
    expect(() => checkLength('4', 3, 'x')).toThrow(/larger/)
    expect(() => checkLength('3', 3, 'x')).not.toThrow()
    expect(() => checkLength(null, 3, 'x')).not.toThrow()
  })
})

describe('time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const patience = { firstByteMs: 10, idleMs: 20, totalMs: 50 }

  it('ends a request whose answer does not begin', () => {
    const limit = deadline(patience, null, 'x')
    vi.advanceTimersByTime(9)
    expect(limit.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(limit.signal.reason).toMatchObject({ data: { code: 'timeout' } })
  })

  it('ends a body that drips, however alive it looks', () => {
    const limit = deadline(patience, null, 'x')
    for (let i = 0; i < 4; i++) {
      limit.touch()
      vi.advanceTimersByTime(12)
    }
    expect(limit.signal.aborted).toBe(false)
    vi.advanceTimersByTime(2)
    expect(limit.signal.aborted).toBe(true)
  })

  it('ends with the client', () => {
    const client = new AbortController()
    const limit = deadline(patience, client.signal, 'x')
    client.abort(new Error('gone'))
    expect(limit.signal.aborted).toBe(true)
  })

  it('breaks the body off and lets go of where it came from', async () => {
    let cancelled = false
    const silent = new ReadableStream<Uint8Array>({ cancel: () => void (cancelled = true) })
    const limit = deadline(patience, null, 'x')
    limit.touch()
    const reading = new Response(timed(silent, limit)).text()
    const outcome = expect(reading).rejects.toMatchObject({ data: { code: 'timeout' } })
    await vi.advanceTimersByTimeAsync(25)
    await outcome
    expect(cancelled).toBe(true)
  })
})

describe('content', () => {
  const page = new TextEncoder().encode('<!DOCTYPE html><html><head><title>Wait</title></head></html>')
  const data = new TextEncoder().encode('{"error": {"code": 403, "message": "no"}}')

  it.each([
    ['a web page', page],
    ['JSON', data],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, ...Array<number>(2000).fill(0))],
    ['nothing', bytes()],
  ])('that is %s is no sound, even where it says so', (_what, head) => {
    expect(() => soundType(new Uint8Array(head), 'audio/mpeg', 'x')).toThrow(/not sound/)
  })

  it('is named by its bytes', () => {
    const flac = new TextEncoder().encode('fLaC'.padEnd(40, '\0'))
    expect(soundType(new Uint8Array(flac), 'text/html', 'x')).toEqual({ format: 'flac', mime: 'audio/flac' })
  })

  it('with junk before it passes only where it is called sound', () => {
    const junk = new Uint8Array(2000).fill(3)
    expect(soundType(junk, 'audio/mpeg', 'x').format).toBeNull()
    expect(() => soundType(junk, 'application/octet-stream', 'x')).toThrow(/not sound/)
  })

  it('that is a picture is one of four kinds, and never one with scripts', () => {
    expect(pictureType(bytes(0xff, 0xd8, 0xff, 0xe0), 'x')).toBe('image/jpeg')
    expect(() => pictureType(new TextEncoder().encode('<svg xmlns="x">'), 'x')).toThrow(/picture/)
  })
})

describe('headers', () => {
  it('of a client are passed on only where a download needs them', () => {
    const given = new Headers({
      cookie: 'a=b',
      authorization: 'Bearer x',
      range: 'bytes=1-',
      'if-range': '"t"',
    })
    expect([...fromClient(given)]).toEqual([
      ['if-range', '"t"'],
      ['range', 'bytes=1-'],
    ])
  })

  it('of a service never set a cookie', () => {
    const given = new Headers({ 'set-cookie': 'a=b', etag: '"t"', 'x-secret': '1', server: 'x' })
    expect([...fromService(given)]).toEqual([['etag', '"t"']])
    expect([...fromService(new Headers({ etag: 'x'.repeat(2000) }))]).toEqual([])
  })

  it('of a hook are its own and no others', () => {
    const kept = forHook({
      'X-SFA-Signature': 'sha256=1',
      'Content-Type': 'application/json',
      Authorization: 'Bearer x',
      Host: 'inner',
      'X-Forwarded-For': '1.2.3.4',
      'X-Bad': 'a\r\nB: c',
    })
    expect([...kept.keys()]).toEqual(['content-type', 'x-sfa-signature'])
  })
})
