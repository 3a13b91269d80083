import * as v from 'valibot'
import type {
  Candidate,
  ErrorAnswer,
  HealthAnswer,
  MetaAnswer,
  PrepareLine,
  ResolveAnswer,
  SearchAnswer,
  TrackMeta,
} from '#proxy/contract.ts'

/** What the proxy may say, checked once. Fields that a newer proxy adds are passed over. */
type Schema<T> = v.GenericSchema<unknown, T>

/** Longer than any title that is one. */
const LONGEST = 2_000
const word = v.pipe(v.string(), v.maxLength(LONGEST))
const address = v.pipe(v.string(), v.maxLength(8_000))
const text = v.nullable(word)
const link = v.nullable(address)
const finite = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const maybeCount = v.nullable(count)
const share = v.pipe(finite, v.minValue(0), v.maxValue(1))

const error = v.object({
  code: v.picklist([
    ...['bad_request', 'rate_limited', 'not_found', 'auth', 'upstream', 'timeout', 'unsupported'],
    ...['blocked', 'too_large', 'wrong_type', 'circuit_open', 'not_configured', 'command_missing'],
  ] as ErrorAnswer['error']['code'][]),
  status: count,
  retryAfter: v.nullable(v.pipe(finite, v.minValue(0))),
  service: word,
  message: address,
})

export const errorSchema: Schema<ErrorAnswer> = v.object({ ok: v.literal(false), error })

const catalogue = v.picklist([
  ...(['spotify', 'youtube', 'itunes', 'deezer', 'musicbrainz'] as const),
  ...(['internet-archive', 'audius', 'jamendo'] as const),
])
const source = v.picklist([
  ...(['direct', 'internet-archive', 'audius', 'jamendo', 'cobalt', 'command', 'preview'] as const),
])

const track = {
  title: word,
  artist: word,
  artists: v.array(word),
  album: text,
  albumArtist: text,
  albumId: text,
  coverUrl: link,
  duration: maybeCount,
  durationMs: v.nullable(v.pipe(finite, v.minValue(0))),
  isrc: text,
  releaseDate: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/))),
  label: text,
  genre: text,
  trackNumber: maybeCount,
  discNumber: maybeCount,
  spotifyId: text,
  spotifyUrl: link,
  source: catalogue,
  sourceId: address,
  sourceKey: v.pipe(address, v.nonEmpty()),
  sourceUrl: link,
  sourceConfidence: share,
  previewUrl: link,
  audioSrc: link,
}

export const trackSchema: Schema<TrackMeta> = v.object(track)

// One song that cannot be read does not stop the rest.
const readable = <T>(schema: Schema<T>) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((items) =>
      items.flatMap((item) => {
        const parsed = v.safeParse(schema, item)
        return parsed.success ? [parsed.output] : []
      }),
    ),
  )

export const metaSchema: Schema<MetaAnswer> = v.pipe(
  v.object({
    ok: v.literal(true),
    kind: v.picklist(['track', 'album', 'playlist']),
    source: catalogue,
    url: address,
    collection: v.nullable(
      v.object({
        title: word,
        artist: text,
        coverUrl: link,
        releaseDate: text,
        label: text,
        sourceKey: v.pipe(address, v.nonEmpty()),
        sourceUrl: link,
      }),
    ),
    items: v.array(v.unknown()),
    total: maybeCount,
    truncated: v.boolean(),
    skipped: count,
  }),
  v.transform((answer) => {
    const items = v.parse(readable(trackSchema), answer.items)
    return { ...answer, items, skipped: answer.skipped + answer.items.length - items.length }
  }),
)

export const searchSchema: Schema<SearchAnswer> = v.object({
  ok: v.literal(true),
  items: readable(v.object({ ...track, score: share })),
  failures: v.array(error),
})

const candidate: Schema<Candidate> = v.object({
  source,
  src: v.pipe(address, v.nonEmpty()),
  title: word,
  artist: text,
  album: text,
  durationMs: v.nullable(v.pipe(finite, v.minValue(0))),
  isrc: text,
  from: text,
  pageUrl: link,
  licenceUrl: link,
  coverUrl: link,
  claimed: text,
  bytes: maybeCount,
  prepare: v.boolean(),
  score: share,
})

export const resolveSchema: Schema<ResolveAnswer> = v.object({
  ok: v.literal(true),
  candidates: readable(candidate),
  failures: v.array(error),
})

const health = v.object({
  id: word,
  state: v.picklist(['ready', 'off', 'down']),
  reason: text,
  retryAfter: v.nullable(finite),
})

export const healthSchema: Schema<HealthAnswer> = v.object({
  ok: v.literal(true),
  contract: v.literal(1),
  version: word,
  runtime: v.picklist(['node', 'edge']),
  sources: v.object({
    spotify: v.picklist(['client', 'embed', 'oembed']),
    spotifyPlaylists: v.nullable(v.boolean()),
    catalogues: v.array(health),
    audio: v.array(health),
  }),
  hooks: v.picklist(['ready', 'off', 'down']),
  limits: v.object({ audioBytes: count, metadataPerMinute: finite, audioPerMinute: finite }),
})

const real = v.object({
  codec: word,
  bitrate: v.nullable(finite),
  lossless: v.nullable(v.boolean()),
  sampleRate: v.nullable(finite),
})

export const lineSchema: Schema<PrepareLine> = v.variant('type', [
  v.object({
    type: v.literal('progress'),
    phase: v.picklist(['waiting', 'downloading', 'converting']),
    fraction: v.nullable(share),
    bytes: maybeCount,
    totalBytes: maybeCount,
    message: text,
  }),
  v.object({ type: v.literal('done'), src: address, bytes: count, mime: word, realQuality: real }),
  v.object({ type: v.literal('error'), error }),
])
