import { wrap, type Remote } from 'comlink'
import { fault, FaultError, faultFrom } from '#lib/core/domain/fault.ts'
import { Mishap } from '#lib/core/domain/mishap.ts'
import { failed, type Outcome } from '#lib/core/domain/outcome.ts'
import type { ArchiveView, BackupWorker, Unpacked } from '#workers/backup/contract.ts'
import workerUrl from '#workers/backup/backup.worker.ts?worker&url'
import { startWorker } from './start-worker.ts'

/** The backup worker seen from the page: started when it is first needed; a call that dies with it answers `engine-crashed`. */
export class BackupEngine implements BackupWorker {
  #worker: Worker | null = null
  #remote: Remote<BackupWorker> | null = null
  #died = new Mishap()

  write(...wish: Parameters<BackupWorker['write']>): ReturnType<BackupWorker['write']> {
    return this.#started().write(...wish)
  }

  look(...wish: Parameters<BackupWorker['look']>): ReturnType<BackupWorker['look']> {
    return this.#alive<ArchiveView>(this.#started().look(...wish))
  }

  unpack(...wish: Parameters<BackupWorker['unpack']>): ReturnType<BackupWorker['unpack']> {
    return this.#alive<Unpacked>(this.#started().unpack(...wish))
  }

  close(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#remote = null
    this.#died.happen(new FaultError(fault('engine-crashed')))
  }

  async #alive<T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await this.#died.or(call)
    } catch (error) {
      return failed(faultFrom(error, 'engine-crashed'))
    }
  }

  #started(): Remote<BackupWorker> {
    if (this.#remote) return this.#remote
    const worker = startWorker(workerUrl)
    worker.addEventListener('error', () => this.close())
    this.#worker = worker
    this.#died = new Mishap()
    this.#remote = wrap<BackupWorker>(worker)
    return this.#remote
  }
}
