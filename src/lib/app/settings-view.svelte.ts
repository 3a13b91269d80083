import { DEFAULT_SETTINGS, type Settings } from '#lib/core/domain/settings.ts'
import type { RowStore } from '#lib/platform/storage/rows.ts'
import { readSettings, writeSettings } from '#lib/work/settings-rows.ts'
import type { SettingsView } from './app.ts'

/** The settings, followed from every tab; as they come from the shop until first read. */
export class StoredSettings implements SettingsView {
  readonly #rows: RowStore
  readonly #stop: () => void
  #now = $state.raw<Settings>({ ...DEFAULT_SETTINGS, askedToKeep: true })

  constructor(rows: RowStore) {
    this.#rows = rows
    this.#stop = rows.watch(readSettings, (settings) => (this.#now = settings))
  }

  get theme(): Settings['theme'] {
    return this.#now.theme
  }

  get language(): Settings['language'] {
    return this.#now.language
  }

  get defaultModel(): string {
    return this.#now.defaultModel
  }

  get autoSeparate(): boolean {
    return this.#now.autoSeparate
  }

  get autoAnalyse(): Settings['autoAnalyse'] {
    return this.#now.autoAnalyse
  }

  get notify(): boolean {
    return this.#now.notify
  }

  get limits(): Settings['limits'] {
    return this.#now.limits
  }

  get tries(): number {
    return this.#now.tries
  }

  get keyNotation(): Settings['keyNotation'] {
    return this.#now.keyNotation
  }

  get namesWithTempo(): boolean {
    return this.#now.namesWithTempo
  }

  get clickVolume(): number {
    return this.#now.clickVolume
  }

  get patience(): Settings['patience'] {
    return this.#now.patience
  }

  get countIn(): boolean {
    return this.#now.countIn
  }

  get askedToKeep(): boolean {
    return this.#now.askedToKeep
  }

  get backedUpAt(): number {
    return this.#now.backedUpAt
  }

  set(change: Partial<Settings>): Promise<void> {
    return this.#rows.write(['settings'], (tables) => writeSettings(tables, change))
  }

  stop(): void {
    this.#stop()
  }
}
