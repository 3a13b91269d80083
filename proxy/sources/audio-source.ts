import type { AudioSourceId, Candidate, PrepareLine, Quality, RealQuality } from '../contract.ts'
import type { Service } from '../outbound/outside.ts'
import type { Wish } from '../providers/catalogue.ts'

/** Where the bytes of a `src` are now. */
export interface Located {
  service: Service
  url: string
  headers?: Record<string, string>
  /** What to call the file; null: nothing better than its address. */
  name: string | null
}

/** Sound that was made ready on this machine. */
export interface LocalSound {
  bytes: number
  mime: string
  name: string
  /** Strong: the bytes under it never change. */
  etag: string
  realQuality: RealQuality
  /** Both ends inclusive. */
  read(start: number, end: number): ReadableStream<Uint8Array>
}

export type Progress = Extract<PrepareLine, { type: 'progress' }>

export interface Search {
  wish: Wish
  /** A page of the recording itself, when one is known; else null. */
  url: string | null
  quality: Quality
  limit: number
}

/**
 * One way to come by sound. `locate` for what can be fetched, `prepare` for what must be made first; the registry
 * holds them in order.
 */
export interface AudioSource {
  id: AudioSourceId
  /** Why it cannot be asked; null when it can. */
  off: string | null
  owns(src: string): boolean
  locate?(src: string, quality: Quality, signal: AbortSignal | null): Promise<Located>
  prepare?(
    src: string,
    quality: Quality,
    tell: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<LocalSound>
  find?(search: Search): Promise<Candidate[]>
  closedFor(): number | null
}

type Known = Pick<Candidate, 'source' | 'src' | 'title'> & Partial<Candidate>

/** A candidate of which only some things are known. */
export function candidate(known: Known): Candidate {
  return {
    artist: null,
    album: null,
    durationMs: null,
    isrc: null,
    from: null,
    pageUrl: null,
    licenceUrl: null,
    coverUrl: null,
    claimed: null,
    bytes: null,
    prepare: false,
    score: 0,
    ...known,
  }
}

/** What follows `name:` in a `src`, or null. */
export function after(src: string, name: string): string | null {
  return src.startsWith(`${name}:`) ? src.slice(name.length + 1) : null
}
