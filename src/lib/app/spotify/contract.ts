import type { Fault } from '#lib/core/domain/fault.ts'
import type { Outcome } from '#lib/core/domain/outcome.ts'
import type { OwnList } from '#lib/platform/spotify/library.ts'

/** A person's own Spotify account. */
export interface Spotify {
  readonly clientId: string
  readonly state: 'off' | 'connected'
  /** Their name there; null until read. */
  readonly name: string | null
  /** null until read. */
  readonly lists: readonly OwnList[] | null
  readonly fault: Fault | null
  /** Where Spotify sends people back to: what they have to register for their client ID. */
  readonly redirect: string
  /** This page's address is none that Spotify accepts. */
  readonly misplaced: boolean
  /** Leaves the page for Spotify's. */
  connect(clientId: string): Promise<void>
  /** Takes what they came back with. */
  finish(query: URLSearchParams): Promise<Outcome<void>>
  disconnect(): Promise<void>
  load(): Promise<void>
  /** Brings a list of theirs into the library; answers with the job. */
  bring(list: OwnList): Promise<string>
}
