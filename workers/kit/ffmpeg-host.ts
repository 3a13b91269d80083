import { fault, FaultError } from '#lib/core/domain/fault.ts'
import type { FfmpegNews, FfmpegOrder } from './ffmpeg-contract.ts'

/** Longest wait for the code (10 MB over the wire), and for the next piece once it runs. */
const LOAD_MS = 300_000
const QUIET_MS = 30_000
const HEARTBEAT_MS = 5000

/**
 * One run of ffmpeg over one file, seen from the worker that asked for it: its bytes in order, with back
 * pressure.
 */
export class FfmpegRun {
  readonly #worker = new Worker(new URL('./ffmpeg.worker.ts', import.meta.url), { type: 'module' })
  readonly #taken = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : null
  readonly #news: FfmpegNews[] = []
  #wake: () => void = () => undefined
  #broken: string | null = null
  seconds: number | null = null
  /** What ffmpeg said last, once it has ended. */
  words = ''

  constructor(blob: Blob, args: readonly string[]) {
    this.#worker.addEventListener('message', (event: MessageEvent<FfmpegNews>) => {
      this.#news.push(event.data)
      this.#wake()
    })
    this.#worker.addEventListener('error', (event) => {
      this.#broken = event.message || 'the ffmpeg worker ended'
      this.#wake()
    })
    const order: FfmpegOrder = { blob, args, taken: this.#taken }
    this.#worker.postMessage(order)
  }

  /** Waits until the code is there. Fault: `engine-start`. */
  async ready(alive: () => void): Promise<void> {
    const beat = setInterval(alive, HEARTBEAT_MS)
    try {
      const news = await this.#next(LOAD_MS)
      if (news.type === 'absent') throw new FaultError(fault('engine-start', { detail: news.words }))
    } finally {
      clearInterval(beat)
    }
  }

  async *bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    for (;;) {
      const news = await this.#next(QUIET_MS)
      if (news.type === 'seconds') this.seconds ??= news.seconds
      if (news.type === 'bytes') {
        if (this.#taken) {
          Atomics.add(new Int32Array(this.#taken), 0, 1)
          Atomics.notify(new Int32Array(this.#taken), 0)
        }
        yield news.bytes
      }
      if (news.type === 'end') {
        this.words = news.words
        return
      }
    }
  }

  close(): void {
    this.#worker.terminate()
  }

  async #next(ms: number): Promise<FfmpegNews> {
    const news = this.#news.shift()
    if (news) return news
    if (this.#broken !== null) throw new Error(this.#broken)
    await this.#wait(ms)
    return this.#next(ms)
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`ffmpeg said nothing for ${ms} ms`)), ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
