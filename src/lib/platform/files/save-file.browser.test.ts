import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '#lib/core/domain/fault.ts'
import { chooseDestination } from './save-file.ts'

const WISH = { name: 'Song (vocals).wav', type: 'audio/wav', ending: '.wav' }
const chunk = (value: number) => new Uint8Array(1000).fill(value)

function streamOf(chunks: Uint8Array[], end: (controller: ReadableStreamDefaultController) => void) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const one of chunks) controller.enqueue(one)
      end(controller)
    },
  })
}

const signal = () => new AbortController().signal
const whole = (...chunks: Uint8Array[]) => streamOf(chunks, (controller) => controller.close())
const broken = (reason: unknown) => streamOf([chunk(1)], (controller) => controller.error(reason))

async function root() {
  return navigator.storage.getDirectory()
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = []
  for await (const [name] of folder.entries()) names.push(name)
  return names
}

/** Stands for the browser's own dialog; the files are real files of the browser's file system. */
function answerPicker(answer: () => Promise<FileSystemFileHandle>) {
  Object.defineProperty(globalThis, 'showSaveFilePicker', { value: answer, configurable: true })
}

describe('a file on disk', () => {
  beforeEach(() => answerPicker(async () => (await root()).getFileHandle('chosen.wav', { create: true })))
  afterEach(async () => (await root()).removeEntry('chosen.wav').catch(() => undefined))

  it('is streamed to where the person chose', async () => {
    const told: number[] = []
    const place = await chooseDestination(WISH)
    const outcome = await place?.take(whole(chunk(1), chunk(2)), signal(), (bytes) => told.push(bytes))
    const file = await (await (await root()).getFileHandle('chosen.wav')).getFile()
    expect(outcome).toEqual({ ok: true, value: undefined })
    expect(told).toEqual([1000, 2000])
    expect(file.size).toBe(2000)
  })

  it('is not left in part when the source fails, and the fault comes as data', async () => {
    const place = await chooseDestination(WISH)
    const outcome = await place?.take(
      broken(fault('storage-lost', { detail: 'x' })),
      signal(),
      () => undefined,
    )
    expect(outcome).toEqual({ ok: false, fault: fault('storage-lost', { detail: 'x' }) })
    expect(await namesIn(await root())).not.toContain('chosen.wav')
  })

  it('keeps an older file of that name when the new one fails', async () => {
    await (await chooseDestination(WISH))?.take(whole(chunk(7)), signal(), () => undefined)
    await (await chooseDestination(WISH))?.take(broken(new Error('no')), signal(), () => undefined)
    const file = await (await (await root()).getFileHandle('chosen.wav')).getFile()
    expect(file.size).toBe(1000)
  })

  it('is not written when the person thinks better of it', async () => {
    answerPicker(() => Promise.reject(new DOMException('dismissed', 'AbortError')))
    expect(await chooseDestination(WISH)).toBeNull()
  })

  it('is not left in part when it is cancelled', async () => {
    const abort = new AbortController()
    const place = await chooseDestination(WISH)
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(chunk(1)),
    })
    const outcome = await place?.take(endless, abort.signal, (bytes) => bytes > 5000 && abort.abort())
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'cancelled' } })
    expect(await namesIn(await root())).not.toContain('chosen.wav')
  })
})

describe('a download', () => {
  beforeEach(() =>
    Object.defineProperty(globalThis, 'showSaveFilePicker', { value: undefined, configurable: true }),
  )

  it('leaves nothing behind when it fails', async () => {
    const place = await chooseDestination(WISH)
    const outcome = await place?.take(broken(new Error('no')), signal(), () => undefined)
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'file-unwritten' } })
    expect(await namesIn(await (await root()).getDirectoryHandle('exports'))).toEqual([])
  })
})
