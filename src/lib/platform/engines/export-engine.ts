import { wrap, type Remote } from 'comlink'
import type { ExportWorker } from '#workers/audio/contract.ts'
import workerUrl from '#workers/audio/export.worker.ts?worker&url'
import { startWorker } from './start-worker.ts'

type Exporter = Pick<ExportWorker, 'wav' | 'zip' | 'pack'>

/** The export worker seen from the page: started with the first file, kept while files may still be read from it. */
export class ExportEngine implements Exporter {
  #worker: Worker | null = null
  #remote: Remote<ExportWorker> | null = null

  wav(...wish: Parameters<Exporter['wav']>): Promise<ReadableStream<Uint8Array>> {
    return this.#started().wav(...wish)
  }

  zip(...wish: Parameters<Exporter['zip']>): Promise<ReadableStream<Uint8Array>> {
    return this.#started().zip(...wish)
  }

  pack(...wish: Parameters<Exporter['pack']>): Promise<ReadableStream<Uint8Array>> {
    return this.#started().pack(...wish)
  }

  close(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#remote = null
  }

  #started(): Remote<ExportWorker> {
    if (this.#remote) return this.#remote
    const worker = startWorker(workerUrl)
    worker.addEventListener('error', () => this.close())
    this.#worker = worker
    this.#remote = wrap<ExportWorker>(worker)
    return this.#remote
  }
}
