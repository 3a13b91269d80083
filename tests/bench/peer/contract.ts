/** What the page asks of the worker. */
export interface PeerOrder {
  model: string
  threads: number
  channelData: Float32Array[]
  sampleRate: number
}

/** Seconds each; the stems stay where they are. */
export interface PeerFigures {
  fetchS: number
  sessionS: number
  workS: number
  /** Samples that are not numbers, over all stems. */
  notFinite: number
}

export type PeerAnswer = { figures: PeerFigures } | { error: string }
