import type { Remote } from 'comlink'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import { usualPatience, type Patient } from '#lib/core/jobs/patience.ts'
import type { ExportWorker, RenderTick } from '#workers/export/contract.ts'
import type { Renderer } from './engines.ts'
import { Seats } from './seats.ts'

export interface RenderOptions {
  start(): Worker
  /** A worker with nothing to do is ended after this while. */
  idleMs?: number
  /** Longest silence of a call; a working one ticks ten times a second, but not while an encoder is fetched. */
  quietMs?: number
  patient?: Patient
}

/** Workers that make files, one a call, kept for the next file: what one found out of a song serves the others. */
export class RenderHost implements Renderer {
  readonly #options: Required<RenderOptions>
  readonly #seats: Seats<ExportWorker>

  constructor(options: RenderOptions) {
    this.#options = { idleMs: 15_000, quietMs: 120_000, patient: usualPatience, ...options }
    this.#seats = new Seats(this.#options.idleMs)
  }

  render: Renderer['render'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.render(order, heard), tick, signal)

  bundle: Renderer['bundle'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.bundle(order, heard), tick, signal)

  span: Renderer['span'] = (work, tick, signal) =>
    this.#call((remote, heard) => remote.span(work, heard), tick, signal)

  preview: Renderer['preview'] = (order, tick, signal) =>
    this.#call((remote, heard) => remote.preview(order, heard), tick, signal)

  trim: Renderer['trim'] = (song, wish, tick, signal) =>
    this.#call((remote, heard) => remote.trim(song, wish, heard), tick, signal)

  close(): void {
    this.#seats.close()
  }

  #call<T>(
    work: (remote: Remote<ExportWorker>, tick: RenderTick) => Promise<Outcome<T>>,
    tick: RenderTick,
    signal: AbortSignal,
  ): Promise<Outcome<T>> {
    const { start, quietMs, patient } = this.#options
    return this.#seats.call({ start, quietMs: patient(quietMs), tick, signal, work, isWell: () => true })
  }
}
