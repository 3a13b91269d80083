import type { App } from '#lib/app/app.ts'
import type { Found } from '#lib/app/sources/contract.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { Track } from '#lib/core/domain/track.ts'

/** People pause this long between words. */
const PAUSE_MS = 350
const LEAST = 2

type State = 'idle' | 'asking' | 'there' | 'failed'

/** A search over the catalogues, as somebody types it: only the newest question counts. */
export class CatalogueSearch {
  readonly #app: App
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked: AbortController | null = null
  #state = $state.raw<State>('idle')
  #found = $state.raw<readonly Found[]>([])
  #silent = $state.raw<readonly { service: string; message: string }[]>([])
  #fault = $state.raw<Fault | null>(null)
  #words = $state('')
  readonly #byKey = $derived.by(() => {
    const tracks = this.#app.library.tracks ?? []
    return new Map(
      tracks.flatMap((track) => [[track.isrc ?? '', track] as const, [track.sourceKey, track] as const]),
    )
  })

  constructor(app: App) {
    this.#app = app
  }

  get state(): State {
    return this.#state
  }

  get found(): readonly Found[] {
    return this.#found
  }

  /** Catalogues that did not answer; the others did. */
  get silent(): readonly { service: string; message: string }[] {
    return this.#silent
  }

  get fault(): Fault | null {
    return this.#fault
  }

  get words(): string {
    return this.#words
  }

  set words(words: string) {
    this.#words = words
    this.#stop()
    if (words.trim().length < LEAST) {
      this.#found = []
      this.#silent = []
      this.#state = 'idle'
      return
    }
    this.#timer = setTimeout(() => void this.ask(), PAUSE_MS)
  }

  /** The song of the library that this is; null when it is not there. */
  here(found: Found): Track | null {
    return this.#byKey.get(found.sourceKey) ?? (found.isrc ? this.#byKey.get(found.isrc) : null) ?? null
  }

  async ask(): Promise<void> {
    this.#stop()
    const words = this.#words.trim()
    if (words.length < LEAST) return
    const asked = new AbortController()
    this.#asked = asked
    this.#state = 'asking'
    const answer = await this.#app.finder.find(words, asked.signal)
    if (asked.signal.aborted) return
    this.#fault = answer.ok ? null : answer.fault
    this.#found = answer.ok ? answer.value.items : []
    this.#silent = answer.ok ? answer.value.failures : []
    this.#state = answer.ok ? 'there' : 'failed'
  }

  stop(): void {
    this.#stop()
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#asked?.abort()
  }
}
