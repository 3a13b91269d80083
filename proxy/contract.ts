/**
 * What crosses between the app and the proxy. All answers are JSON but sound, pictures and the lines of `/prepare`.
 * Types only: the app checks what it receives with its own schemas. `GET /cover?url=` answers the picture itself (JPEG, PNG,
 * WebP, GIF, at most 10 MB) or an `ErrorAnswer`.
 */

/** Raised when an answer changes so that an older app could not read it. */
export type ContractVersion = 1

export type ErrorCode =
  /** The question itself is wrong: a missing or malformed parameter. */
  | 'bad_request'
  /** Asked too often; `retryAfter` says when it is worth asking again. */
  | 'rate_limited'
  | 'not_found'
  /** The service refuses our credentials, or this resource to them (Spotify: another person's playlist). */
  | 'auth'
  /** The service answered nonsense, failed, or broke off. */
  | 'upstream'
  | 'timeout'
  /** No provider understands this link, or no source can give its sound (the public edge and YouTube). */
  | 'unsupported'
  /** A guard refused it: address, host, scheme, origin, redirect. */
  | 'blocked'
  | 'too_large'
  /** What came is not sound (or not a picture), whatever it called itself. */
  | 'wrong_type'
  /** The service failed five times running; it is left alone for a while. */
  | 'circuit_open'
  /** The owner has not switched this on (no credentials, no sidecar, no hook hosts). */
  | 'not_configured'
  /** `yt-dlp` or `spotdl` is not installed where the proxy runs. */
  | 'command_missing'

export interface ProxyError {
  code: ErrorCode
  /** The HTTP status of this answer. */
  status: number
  /** Whole seconds until it is worth asking again; also sent as `Retry-After`. */
  retryAfter: number | null
  /** `spotify`, `deezer`, …; `proxy` when it is this proxy that refuses. */
  service: string
  /** One English sentence for the log and for Details. It never holds a secret. */
  message: string
}

export interface ErrorAnswer {
  ok: false
  error: ProxyError
}

export type CatalogueId =
  'spotify' | 'youtube' | 'itunes' | 'deezer' | 'musicbrainz' | 'internet-archive' | 'audius' | 'jamendo'

export type AudioSourceId =
  'direct' | 'internet-archive' | 'audius' | 'jamendo' | 'cobalt' | 'command' | 'preview'

/** lossless: FLAC or WAV. high 320, medium 192, low 128 kbit/s. A wish: the real quality is in `X-SFA-Real-Quality`. */
export type Quality = 'lossless' | 'high' | 'medium' | 'low'

/** One track as a catalogue knows it. What a catalogue does not say is null, never invented. */
export interface TrackMeta {
  title: string
  /** All artists as one line, joined by `, `. */
  artist: string
  artists: string[]
  album: string | null
  albumArtist: string | null
  /** `spotify:album:ID`, `deezer:album:ID`, … */
  albumId: string | null
  /** Where the catalogue keeps the widest cover; fetch it through `/cover?url=`. */
  coverUrl: string | null
  /** Whole seconds, as the older contract had it. */
  duration: number | null
  durationMs: number | null
  isrc: string | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  releaseDate: string | null
  label: string | null
  genre: string | null
  trackNumber: number | null
  discNumber: number | null
  spotifyId: string | null
  spotifyUrl: string | null
  source: CatalogueId
  sourceId: string
  /** Unique over all catalogues: `spotify:track:ID`, `youtube:ID`, `deezer:track:ID`, `internet-archive:ID/FILE`, … */
  sourceKey: string
  /** The page of it, for people. */
  sourceUrl: string | null
  /** 0 to 1: how far the fields can be trusted (an oEmbed title is a guess, an API answer is not). */
  sourceConfidence: number
  /** Thirty seconds of it, by `/audio?src=`; may expire. */
  previewUrl: string | null
  /** Gives its sound by `/audio?src=` when this catalogue has sound; else null. */
  audioSrc: string | null
}

/** The album or playlist that a link names. */
export interface CollectionMeta {
  title: string
  /** Its artists, or the owner of a playlist. */
  artist: string | null
  coverUrl: string | null
  releaseDate: string | null
  label: string | null
  /** `spotify:album:ID`, `spotify:playlist:ID`, … */
  sourceKey: string
  sourceUrl: string | null
}

/** `GET /meta?url=LINK` */
export interface MetaAnswer {
  ok: true
  kind: 'track' | 'album' | 'playlist'
  source: CatalogueId
  /** The link after short links were followed and its query was dropped. */
  url: string
  collection: CollectionMeta | null
  items: TrackMeta[]
  /** How many tracks there are, when the catalogue says so; null: it does not say. */
  total: number | null
  /** There are more than `items` holds ("100 of ?"). */
  truncated: boolean
  /** Items that could not be read: local files, episodes, gone tracks. */
  skipped: number
}

/** `GET /search?q=&limit=&sources=a,b` or `?title=&artist=&album=&isrc=` in place of `q`. */
export interface SearchAnswer {
  ok: true
  /** Best first. `score` 0 to 1 says only how near the words are. */
  items: (TrackMeta & { score: number })[]
  /** Catalogues that did not answer; the others did. */
  failures: ProxyError[]
}

/** A recording from which sound could be had. Unjudged: the app's match decides. */
export interface Candidate {
  source: AudioSourceId
  /** Hand this to `/prepare` (when `prepare`) and to `/audio`. */
  src: string
  title: string
  artist: string | null
  album: string | null
  durationMs: number | null
  isrc: string | null
  /** The channel, uploader or collection: for people who choose. */
  from: string | null
  pageUrl: string | null
  licenceUrl: string | null
  coverUrl: string | null
  /** What the source says of its format: `flac`, `mp3 320`, …; unproven. */
  claimed: string | null
  bytes: number | null
  /** True: ask `/prepare` first, it tells progress. (`/audio` alone waits silently for the same work.) */
  prepare: boolean
  /** 0 to 1: how near the words and the duration are. Only an order. */
  score: number
}

/** `GET /resolve?title=&artist=&album=&durationMs=&isrc=&url=&sources=a,b&quality=&limit=` */
export interface ResolveAnswer {
  ok: true
  candidates: Candidate[]
  failures: ProxyError[]
}

/** One line of `GET /prepare?src=&quality=` (newline-delimited JSON). Closing the connection cancels the work. */
export type PrepareLine =
  | {
      type: 'progress'
      phase: 'waiting' | 'downloading' | 'converting'
      /** 0 to 1, or null while unknown. */
      fraction: number | null
      bytes: number | null
      totalBytes: number | null
      message: string | null
    }
  | { type: 'done'; src: string; bytes: number; mime: string; realQuality: RealQuality }
  | { type: 'error'; error: ProxyError }

/**
 * What the bytes themselves say, sent as `X-SFA-Real-Quality: codec=mp3; bitrate=192000; lossless=0; sampleRate=44100`.
 * A field that could not be measured is left out of the header and null here.
 */
export interface RealQuality {
  codec: string
  /** Bits per second. */
  bitrate: number | null
  lossless: boolean | null
  sampleRate: number | null
}

/** `GET /audio?src=&quality=` answers 200 or 206 with these headers, 416, or an `ErrorAnswer`. */
export interface AudioHeaders {
  'Accept-Ranges': 'bytes' | 'none'
  'Content-Type': string
  'Content-Length'?: string
  'Content-Range'?: string
  /** Strong, when the source gives one or the file lies here; hand it back in `If-Range`. */
  ETag?: string
  'X-SFA-Real-Quality'?: string
  /** The name that the source gives the file. */
  'Content-Disposition'?: string
}

/** `POST /hook`, `Content-Type: application/json`. */
export interface HookQuestion {
  url: string
  /** Sent byte for byte, so that a signature over it holds. */
  body: string
  /** Only `Content-Type`, `User-Agent` and names that begin with `X-` are sent on. */
  headers: Record<string, string>
}

/** `ok` when the receiver answered at all within 10 s; 2xx is delivered, all else is the receiver's refusal. */
export interface HookAnswer {
  ok: true
  status: number
}

export type SourceState =
  | 'ready'
  /** Not switched on by the owner, or not possible where the proxy runs. */
  | 'off'
  /** It failed lately; see `retryAfter`. */
  | 'down'

export interface SourceHealth {
  id: string
  state: SourceState
  /** One sentence when it is not ready ("yt-dlp not found"). */
  reason: string | null
  /** Seconds until it will be asked again; null when nothing is known. */
  retryAfter: number | null
}

/** `GET /health` */
export interface HealthAnswer {
  ok: true
  contract: ContractVersion
  /** Of the app that this proxy belongs to. */
  version: string
  runtime: 'node' | 'edge'
  sources: {
    /** client: by the owner's credentials. embed: public embed pages (100 tracks). oembed: title and cover only. */
    spotify: 'client' | 'embed' | 'oembed'
    /** Whether the owner's credentials may read public playlists; null until tried. */
    spotifyPlaylists: boolean | null
    catalogues: SourceHealth[]
    audio: SourceHealth[]
  }
  hooks: SourceState
  limits: { audioBytes: number; metadataPerMinute: number; audioPerMinute: number }
}

/** `GET /ice`: what two browsers that share a song may ask for a way to each other. A WebSocket at `/signal/<room>` introduces them. */
export interface IceAnswer {
  ok: true
  iceServers: { urls: string[]; username?: string; credential?: string }[]
}
