/** What this browser is and offers; null wherever it does not say. */
export interface BrowserFacts {
  userAgent: string
  processors: number | null
  /** Gigabytes, as coarse as the browser tells it. */
  memoryGb: number | null
  /** Whether threads can be had. */
  isolated: boolean
  gpu: { name: string; features: string[]; maxBuffer: number } | { none: string }
  /** Of this page, in bytes. */
  heap: { used: number; limit: number } | null
  locks: { name: string; held: boolean; mine: boolean }[] | null
  serviceWorker: 'none' | 'installing' | 'waiting' | 'active'
}

/** A part of the page's memory: the page itself, or one of its workers. */
export interface MemoryPart {
  name: string
  bytes: number
}
