/** One peer, by whatever way it was found: frames go over it in order, or it closes. */
export interface PeerLink {
  /** Of this connection, not of the person. */
  readonly id: string
  /** Resolves once so little waits to be sent that more may follow; false when it is closed. */
  send(frame: Uint8Array<ArrayBuffer>): Promise<boolean>
  /** Hears what comes, and once that it is closed. What came before is told first. */
  listen(hear: (frame: Uint8Array<ArrayBuffer>) => void, closed: () => void): void
  close(): void
}

/** What a meeting tells of itself. */
export type MeetingState = 'connecting' | 'open' | 'no-relay'

export interface MeetingEvents {
  link(link: PeerLink): void
  state(state: MeetingState): void
  /** Somebody was found, and no connection came about. */
  blocked(): void
}

/** Where those meet who have the same key. */
export interface MeetingPlace {
  /** Returns how it is left. */
  join(secrets: { room: string; password: string }, events: MeetingEvents): () => void
}
