import { appPart } from '#lib/core/domain/app-part.ts'
import type { AudioSource, Download, Quality } from '#lib/core/domain/download.ts'
import { fault, FaultError } from '#lib/core/domain/fault.ts'
import { outcomeOf, type Outcome } from '#lib/core/domain/outcome.ts'
import { DEFAULT_SETTINGS } from '#lib/core/domain/settings.ts'
import type { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { readSettings } from '#lib/work/settings-rows.ts'
import type { Downloads } from './contract.ts'

export interface DownloadsDoors {
  rows: RowStore
  proxy: Pick<ProxyClient, 'addressOf'>
  now(): number
  newId(): string
}

const asking = () => appPart(() => import('#lib/work/downloads/ask.ts'))

/** Downloads as the screen sees them. */
export class DownloadsView implements Downloads {
  readonly #doors: DownloadsDoors
  readonly #stops: (() => void)[]
  #rows = $state.raw<ReadonlyMap<string, Download>>(new Map())
  #settings = $state.raw(DEFAULT_SETTINGS)

  constructor(doors: DownloadsDoors) {
    this.#doors = doors
    this.#stops = [
      doors.rows.watch(
        ({ downloads }) => downloads.all(),
        (all) => (this.#rows = new Map(all.map((row) => [row.trackId, row]))),
      ),
      doors.rows.watch(readSettings, (settings) => (this.#settings = settings)),
    ]
  }

  get rows(): ReadonlyMap<string, Download> {
    return this.#rows
  }

  get audioOrder(): readonly AudioSource[] {
    return this.#settings.audioOrder
  }

  get quality(): Quality {
    return this.#settings.quality
  }

  get autoDownload(): boolean {
    return this.#settings.autoDownload
  }

  async ask(trackIds: readonly string[], quality: Quality = this.#settings.quality): Promise<string[]> {
    const { askForDownloads } = await asking()
    return askForDownloads(this.#doors, trackIds, quality)
  }

  choose(trackId: string, src: string, always: boolean): Promise<Outcome<string>> {
    return outcomeOf(async () => {
      const { takeOffer } = await asking()
      const jobId = await takeOffer(this.#doors, trackId, src, always)
      if (jobId === null) throw new FaultError(fault('track-gone'))
      return jobId
    })
  }

  async accept(trackId: string): Promise<void> {
    const { acceptSound } = await asking()
    return acceptSound(this.#doors, trackId)
  }

  listenUrl(trackId: string, src: string): Promise<string> {
    const { quality } = this.#rows.get(trackId) ?? this.#settings
    return this.#doors.proxy.addressOf('/audio', { src, quality })
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }
}
