import type { TrackId } from './ids.ts'

/** What a person wishes for: FLAC or WAV, about 320, 192 or 128 kbit/s. What came is in `DownloadRecord.real`. */
export const QUALITIES = ['lossless', 'high', 'medium', 'low'] as const
export type Quality = (typeof QUALITIES)[number]

/** Where sound can be had through the proxy, in the order of the shop. */
export const AUDIO_SOURCES = [
  'direct',
  'internet-archive',
  'audius',
  'jamendo',
  'cobalt',
  'command',
  'preview',
] as const
export type AudioSource = (typeof AUDIO_SOURCES)[number]

/** A recording that a source offers for a track. */
export interface Offer {
  source: AudioSource
  /** What the proxy knows it by. */
  src: string
  title: string
  artist: string | null
  album: string | null
  durationMs: number | null
  isrc: string | null
  /** The channel, uploader or collection. */
  from: string | null
  pageUrl: string | null
  licenceUrl: string | null
  /** Format as the source states it; unproven. */
  claimed: string | null
  bytes: number | null
  /** The proxy has to fetch or convert it first, which takes a while. */
  prepare: boolean
}

/** An offer beside the track it is for. */
export interface JudgedOffer extends Offer {
  /** 0 to 1. */
  score: number
  /** Why, as codes of the match (`core/match`); their words are in the messages. */
  reasons: string[]
  /** Offer minus track in ms; null where either is unknown. */
  deltaMs: number | null
  /** Good enough to be taken without asking a person. */
  certain: boolean
}

/** A transfer that may be gone on with: the pieces on disk are of exactly this. */
export interface Transfer {
  /** As it came after `prepare`; may differ from the offer's. */
  src: string
  /** A strong ETag; without one nothing can be gone on with. */
  etag: string | null
  totalBytes: number | null
  mime: string
  name: string
}

/** What the bytes themselves say. */
export interface RealQuality {
  codec: string
  /** Bits per second. */
  bitrate: number | null
  lossless: boolean | null
  sampleRate: number | null
}

export interface DownloadRecord {
  /** Milliseconds since 1970. */
  finishedAt: number
  /** From the first byte asked for to the last check, waits between runs not counted. */
  tookMs: number
  bytes: number
  sha256: string
  real: RealQuality
  /** Only some seconds of the song. */
  preview: boolean
}

/**
 * What came beside the preview that a catalogue gives of the song. untold: there is none, or it could not be had, or one of the
 * two is too even to be told from others, or they are neither alike nor unlike enough. accepted: unlike, and a person said that it
 * is right.
 */
export const VERDICTS = ['agrees', 'another-key', 'differs', 'untold', 'accepted'] as const

export interface Comparison {
  verdict: (typeof VERDICTS)[number]
  /** Correlation of the two where they fit best (`core/match/same-sound.ts`); null where nothing was compared. */
  score: number | null
  /** Semitones by which what came lies above the preview, where they agree; else 0. */
  shift: number
  /** Seconds from the start of the song to that of the preview, where they agree. */
  atS: number | null
  /** Milliseconds since 1970. */
  comparedAt: number
}

/**
 * looking: no source was asked yet, or it is under way. asking: offers came, none of them certain: a person chooses. nowhere: no source
 * has it. fetching: one was chosen. done: its bytes are the track's file.
 */
export type DownloadState = 'looking' | 'asking' | 'nowhere' | 'fetching' | 'done'

/** How a track comes by its sound from outside. One a track; it stays as the record of where the file is from. */
export interface Download {
  trackId: TrackId
  state: DownloadState
  quality: Quality
  /** The best first. */
  offers: JudgedOffer[]
  /** What a person said to use always. */
  pinned: Offer | null
  /** What is being or was fetched. */
  chosen: Offer | null
  /** A person chose `chosen`: its length is not held against it. */
  byHand: boolean
  transfer: Transfer | null
  /** `src` of offers that turned out to be no sound, or of another length. */
  refused: string[]
  /** Milliseconds of work so far. */
  spentMs: number
  record: DownloadRecord | null
  /** Of what came with its preview; null until it was tried. */
  comparison: Comparison | null
  /** Milliseconds since 1970. */
  changedAt: number
}

export function newDownload(trackId: TrackId, quality: Quality, now: number): Download {
  return {
    trackId,
    state: 'looking',
    quality,
    offers: [],
    pinned: null,
    chosen: null,
    byHand: false,
    transfer: null,
    refused: [],
    spentMs: 0,
    record: null,
    comparison: null,
    changedAt: now,
  }
}
