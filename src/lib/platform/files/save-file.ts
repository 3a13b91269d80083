import { fault, isFaultCode, wordsOf, type Fault } from '#lib/core/domain/fault.ts'
import { done, failed, type Outcome } from '#lib/core/domain/outcome.ts'
import { keepTemporary } from './temporary.ts'

export interface FileWish {
  name: string
  /** MIME type. */
  type: string
  /** With its dot. */
  ending: string
}

/** A place that was chosen for a file. */
export interface Destination {
  /** Streams the bytes there; on a fault or an abort nothing of it is left. `told` gets the bytes so far. */
  take(
    stream: ReadableStream<Uint8Array>,
    signal: AbortSignal,
    told: (bytes: number) => void,
  ): Promise<Outcome<void>>
}

interface SavePicker {
  showSaveFilePicker?(options: {
    suggestedName: string
    types: { description: string; accept: Record<string, string[]> }[]
  }): Promise<FileSystemFileHandle>
}

/** Not in TypeScript's library yet. */
interface RemovableHandle extends FileSystemFileHandle {
  remove?(): Promise<void>
}

/**
 * Asks where to, where the browser can ask; else it goes to the downloads. Call it straight from the click: the
 * browser asks only then. Null when the person thought better of it.
 */
export async function chooseDestination(wish: FileWish): Promise<Destination | null> {
  const picker = (globalThis as SavePicker).showSaveFilePicker
  if (!picker) return downloadOf(wish)
  try {
    const handle: RemovableHandle = await picker.call(globalThis, {
      suggestedName: wish.name,
      types: [{ description: wish.name, accept: { [wish.type]: [wish.ending] } }],
    })
    return diskFile(handle)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    // Asking can be forbidden (a frame, no gesture); saving still is not.
    return downloadOf(wish)
  }
}

/** A file on the person's disk: written beside the old one and put in its place at the end. */
function diskFile(handle: RemovableHandle): Destination {
  return {
    async take(stream, signal, told) {
      const isNew = (await handle.getFile()).size === 0
      const outcome = await pour(stream, handle, signal, told)
      if (!outcome.ok && isNew) await handle.remove?.().catch(() => undefined)
      return outcome
    },
  }
}

/** For browsers that do not ask: written to the browser's own storage, then handed over as a download. */
function downloadOf(wish: FileWish): Destination {
  return {
    async take(stream, signal, told) {
      const temporary = await keepTemporary()
      const outcome = await pour(stream, temporary.handle, signal, told)
      if (outcome.ok) await temporary.download(wish.name, wish.type)
      else await temporary.remove()
      return outcome
    },
  }
}

/** Streams into a file of the disk; nothing of it is left when the stream fails. `told` gets the bytes so far. */
export async function pour(
  stream: ReadableStream<Uint8Array>,
  handle: FileSystemFileHandle,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Outcome<void>> {
  let bytes = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      told(bytes)
      controller.enqueue(chunk)
    },
  })
  try {
    // Piping aborts the file when the stream fails, so that no part of it stays.
    await stream.pipeThrough(counter).pipeTo(await handle.createWritable(), { signal })
    return done(undefined)
  } catch (error) {
    return failed(signal.aborted ? fault('cancelled') : pouringFault(error))
  }
}

/** A stream from a worker ends with the fault itself: classes of errors do not survive the way. */
function pouringFault(error: unknown): Fault {
  if (typeof error === 'object' && error !== null && 'code' in error && isFaultCode(error.code)) {
    const detail = 'detail' in error && typeof error.detail === 'string' ? { detail: error.detail } : {}
    return fault(error.code, detail)
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return fault('storage-full')
  return fault('file-unwritten', { detail: wordsOf(error) })
}
