import * as v from 'valibot'

const list = v.pipe(
  v.string(),
  v.transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
)
const flag = v.pipe(
  v.string(),
  v.transform((text) => ['1', 'true', 'yes', 'on'].includes(text.toLowerCase())),
)
const whole = (least: number, most: number) =>
  v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(least), v.maxValue(most))
const secret = v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{8,512}$/))
const origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && new URL(text).origin === text, 'must be an origin'),
)
const optional = <T>(schema: v.GenericSchema<string, T>) => v.optional(schema)

/** Everything the owner may set, and nothing else; names as in the environment. */
const Env = v.object({
  SPOTIFY_CLIENT_ID: optional(secret),
  SPOTIFY_CLIENT_SECRET: optional(secret),
  JAMENDO_CLIENT_ID: optional(v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{4,64}$/))),
  APP_ORIGIN: optional(v.pipe(list, v.array(origin))),
  YOUTUBE_API_KEY: optional(secret),
  SIDECAR_URL: optional(v.pipe(v.string(), v.url())),
  SIDECAR_KEY: optional(secret),
  COMMAND_SOURCE: optional(v.pipe(list, v.array(v.picklist(['yt-dlp', 'spotdl'])))),
  COMMAND_HOSTS: optional(list),
  COMMAND_SILENCE_S: optional(whole(5, 86_400)),
  EMBED_PAGES: optional(flag),
  HOOK_HOSTS: optional(list),
  TRUST_HEADER: optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,60}$/i))),
  CONTACT: optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{3,100}$/))),
  RATE_METADATA: optional(whole(1, 1_000_000)),
  RATE_AUDIO: optional(whole(1, 1_000_000)),
  RATE_HOOK: optional(whole(1, 1_000_000)),
  AUDIO_MAX_MB: optional(whole(1, 2000)),
  STREAMS: optional(whole(1, 1000)),
  ICE_URLS: optional(
    v.pipe(list, v.array(v.pipe(v.string(), v.regex(/^(stun|turn)s?:[\w.:[\]?=-]{1,200}$/)))),
  ),
  TURN_USERNAME: optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,200}$/))),
  TURN_CREDENTIAL: optional(secret),
  LOG_LEVEL: optional(v.picklist(['silent', 'error', 'warn', 'info', 'debug'])),
})

export type CommandName = 'yt-dlp' | 'spotdl'
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

export interface Config {
  version: string
  spotify: { id: string; secret: string } | null
  embedPages: boolean
  jamendoId: string | null
  youtubeKey: string | null
  sidecar: { url: string; key: string | null } | null
  commands: readonly CommandName[]
  /** Hosts whose links may be handed to a command, for a command fetches by itself. */
  commandHosts: readonly string[]
  /** A command that says nothing for so long is ended. */
  commandSilenceMs: number
  origins: readonly string[]
  /** null: hooks are off. */
  hookHosts: readonly string[] | 'public' | null
  trustHeader: string | null
  /** For the User-Agent that MusicBrainz asks for: an address or a mailbox. */
  contact: string
  /** Requests a minute of one client. */
  rate: { metadata: number; audio: number; hook: number }
  audioBytes: number
  streams: { perClient: number; total: number }
  /** Servers by which two browsers find a way to each other (WebRTC); none unless the owner names them. */
  iceServers: readonly IceServer[]
  logLevel: LogLevel
}

export interface IceServer {
  urls: string[]
  username?: string
  credential?: string
}

export interface Surroundings {
  version: string
  /** Serves only this machine: limits are wider and hooks may go to every public host. */
  loopback: boolean
}

const COMMAND_HOSTS = ['.youtube.com', 'youtu.be', '.soundcloud.com', '.bandcamp.com', '.vimeo.com']

/** Reads the environment; throws one sentence naming every variable that is wrong, and never its value. */
export function readConfig(env: Record<string, string | undefined>, around: Surroundings): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const read = v.safeParse(Env, set)
  if (!read.success) {
    const names = new Set(read.issues.map((issue) => v.getDotPath(issue) ?? '?'))
    throw new Error(`These settings of the proxy are not understood: ${[...names].join(', ')}`)
  }
  const own = read.output
  if (!own.SPOTIFY_CLIENT_ID !== !own.SPOTIFY_CLIENT_SECRET)
    throw new Error('SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET belong together; only one is set')
  return { ...settled(own, around), ...credentials(own), ...limits(own, around) }
}

type Own = v.InferOutput<typeof Env>

function settled(own: Own, around: Surroundings) {
  return {
    version: around.version,
    embedPages: own.EMBED_PAGES ?? false,
    commands: own.COMMAND_SOURCE ?? [],
    commandHosts: own.COMMAND_HOSTS ?? COMMAND_HOSTS,
    commandSilenceMs: (own.COMMAND_SILENCE_S ?? 300) * 1000,
    origins: own.APP_ORIGIN ?? [],
    hookHosts: hookHosts(own.HOOK_HOSTS, around.loopback),
    trustHeader: own.TRUST_HEADER?.toLowerCase() ?? null,
    contact: own.CONTACT ?? 'https://github.com/sound-forge-alchemy',
    iceServers: iceServers(own),
    logLevel: own.LOG_LEVEL ?? ('info' as const),
  }
}

/** STUN asks for no name; TURN does, and what passes through it is sealed by the two browsers. */
function iceServers(own: Own): IceServer[] {
  const urls = own.ICE_URLS ?? []
  const stun = urls.filter((url) => url.startsWith('stun'))
  const turn = urls.filter((url) => url.startsWith('turn'))
  const { TURN_USERNAME: username = '', TURN_CREDENTIAL: credential = '' } = own
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...(turn.length > 0 ? [{ urls: turn, username, credential }] : []),
  ]
}

function credentials(own: Own) {
  const { SPOTIFY_CLIENT_ID: id, SPOTIFY_CLIENT_SECRET: key } = own
  return {
    spotify: id && key ? { id, secret: key } : null,
    jamendoId: own.JAMENDO_CLIENT_ID ?? null,
    youtubeKey: own.YOUTUBE_API_KEY ?? null,
    sidecar: own.SIDECAR_URL ? { url: own.SIDECAR_URL, key: own.SIDECAR_KEY ?? null } : null,
  }
}

function hookHosts(named: readonly string[] | undefined, loopback: boolean) {
  if (named?.includes('*')) return 'public' as const
  if (named?.length) return named
  return loopback ? ('public' as const) : null
}

function limits(own: Own, { loopback }: Surroundings) {
  const wide = loopback ? 10 : 1
  return {
    rate: {
      metadata: own.RATE_METADATA ?? 120 * wide,
      audio: own.RATE_AUDIO ?? 60 * wide,
      hook: own.RATE_HOOK ?? 10 * wide,
    },
    audioBytes: (own.AUDIO_MAX_MB ?? 200) * 1_000_000,
    streams: { perClient: own.STREAMS ?? 6, total: (own.STREAMS ?? 6) * 10 },
  }
}
