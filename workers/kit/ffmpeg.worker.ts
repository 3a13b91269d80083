import type { FfmpegCore } from '@ffmpeg/core'
import wasmUrl from '@ffmpeg/core/wasm?url'
import { fetchLargeWasm } from './large-wasm.ts'
import { WAITING, type FfmpegNews, type FfmpegOrder } from './ffmpeg-contract.ts'

// ffmpeg runs to its end in one call, so it lives in a worker of its own: killed when done, and its memory with
// it.

const PIECE_BYTES = 1024 * 1024

const tell = (news: FfmpegNews, transfer: Transferable[] = []) => self.postMessage(news, { transfer })

/**
 * Gathers what ffmpeg writes into pieces and holds it while too many wait: it cannot await, but it can sleep.
 */
class Outlet {
  readonly #taken: Int32Array | null
  #piece = new Uint8Array(PIECE_BYTES)
  #filled = 0
  #given = 0

  constructor(taken: SharedArrayBuffer | null) {
    this.#taken = taken && new Int32Array(taken)
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, PIECE_BYTES - this.#filled)
      this.#piece.set(bytes.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === PIECE_BYTES) this.flush()
    }
  }

  flush(): void {
    if (this.#filled === 0) return
    const bytes = this.#piece.subarray(0, this.#filled)
    this.#piece = new Uint8Array(PIECE_BYTES)
    this.#filled = 0
    tell({ type: 'bytes', bytes }, [bytes.buffer])
    this.#given++
    if (this.#taken) this.#rest(this.#taken)
  }

  #rest(count: Int32Array): void {
    let taken = Atomics.load(count, 0)
    while (this.#given - taken >= WAITING) {
      Atomics.wait(count, 0, taken)
      taken = Atomics.load(count, 0)
    }
  }
}

async function openCore(): Promise<FfmpegCore> {
  const { default: create } = await import('@ffmpeg/core')
  const wasmURL = new URL(wasmUrl, location.href).href
  const wasmBinary = await fetchLargeWasm(wasmURL)
  // The fork reads its addresses from the fragment of a script address that it never loads.
  return create({ wasmBinary, mainScriptUrlOrBlob: `#${btoa(JSON.stringify({ wasmURL, workerURL: '' }))}` })
}

function attach({ FS }: FfmpegCore, blob: Blob, outlet: Outlet): void {
  FS.mkdir('/in')
  FS.mount(FS.filesystems['WORKERFS'], { blobs: [{ name: 'file', data: blob }] }, '/in')
  const device = FS.makedev(64, 0)
  FS.registerDevice(device, {
    open: (stream) => Object.assign(stream, { seekable: false }),
    write(_, buffer, offset, length) {
      outlet.write(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length))
      return length
    },
  })
  FS.mkdev('/out', 0o666, device)
}

function listen(core: FfmpegCore, words: string[]): void {
  core.setLogger(({ message }) => {
    words.push(message)
    if (words.length > 20) words.shift()
    const [, h = '', m = '', s = ''] = /Duration: (\d+):(\d+):([\d.]+)/.exec(message) ?? []
    if (h) tell({ type: 'seconds', seconds: Number(h) * 3600 + Number(m) * 60 + Number(s) })
  })
}

async function run({ blob, args, taken }: FfmpegOrder): Promise<void> {
  const words: string[] = []
  let core: FfmpegCore
  try {
    core = await openCore()
  } catch (error) {
    tell({ type: 'absent', words: String(error) })
    return
  }
  tell({ type: 'ready' })
  const outlet = new Outlet(taken)
  listen(core, words)
  try {
    attach(core, blob, outlet)
    core.exec(...args)
  } catch (error) {
    words.push(String(error))
  }
  outlet.flush()
  tell({ type: 'end', words: words.slice(-3).join(' | ') })
}

self.addEventListener('message', (event: MessageEvent<FfmpegOrder>) => void run(event.data))
