import type { Download, Quality } from '#lib/core/domain/download.ts'
import type { EnrichmentTask } from '#lib/core/domain/enrichment.ts'
import type { Fault } from '#lib/core/domain/fault.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { AudioSource } from '#lib/core/domain/download.ts'
import type { Layer } from '#lib/core/enrichment/layers.ts'
import type { HealthAnswer, SearchAnswer } from '#lib/platform/net/proxy-client.ts'

/** The proxy: where it is asked for, and what it says of itself. */
export interface Proxy {
  /** unknown: not asked yet. missing: nobody answers there, or something that is no proxy. */
  readonly state: 'unknown' | 'asking' | 'here' | 'missing'
  readonly health: HealthAnswer | null
  readonly fault: Fault | null
  /** As it is asked, with what the setting leaves out. */
  readonly address: string
  check(): Promise<void>
}

/** How songs come by their sound from outside. */
export interface Downloads {
  /** By track id. */
  readonly rows: ReadonlyMap<string, Download>
  readonly audioOrder: readonly AudioSource[]
  readonly quality: Quality
  readonly autoDownload: boolean
  /** Asks for the sound of songs that have none; what ended with a question or with nothing is looked up anew. */
  ask(trackIds: readonly string[], quality?: Quality): Promise<string[]>
  /**
   * Takes an offer, by its `src`; `always` also for every later download of the song. Where the song has its sound already, that
   * stays as a song of its own.
   */
  choose(trackId: string, src: string, always: boolean): Promise<Outcome<string>>
  /** Says that what came is the song, though it does not sound like its preview. */
  accept(trackId: string): Promise<void>
  /**
   * Where an offer for a song can be heard at once, in the quality in which it is or would be saved: what a source has to prepare, it
   * prepares once.
   */
  listenUrl(trackId: string, src: string): Promise<string>
}

export type Found = SearchAnswer['items'][number]

/** Looks in all catalogues at once. */
export interface Finder {
  find(words: string, signal: AbortSignal): Promise<Outcome<SearchAnswer>>
  /** Puts what was found into the library, or finds it there; answers with the track's id. */
  add(found: Found): Promise<Outcome<string>>
  /** Address of a picture through the proxy. */
  coverUrl(url: string): Promise<string>
}

export interface Enrichment {
  /** The newest of each track. */
  readonly byTrack: ReadonlyMap<string, EnrichmentTask>
  /** The six steps, each with what stands in it. */
  readonly layers: readonly Layer[]
  ask(trackIds: readonly string[]): Promise<void>
  /** Takes up again what ended in an error. */
  retry(): Promise<void>
}
