import about from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import { readConfig, type Config } from './config/config.ts'
import { createLog } from './config/log.ts'
import { createSecrets } from './config/secrets.ts'
import { createEdgeTransport } from './edge/edge-transport.ts'
import { roomIn, SignalRoom, type SignalRooms } from './edge/signal-room.ts'
import { errorOf } from './errors/refusal.ts'
import { checkOrigin } from './guards/origin.ts'

type Bindings = Record<string, unknown>

function configOf(env: Bindings): Config {
  const words = Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return readConfig(Object.fromEntries(words), { version: about.version, loopback: false })
}

function appOf(config: Config) {
  const { spotify, sidecar, jamendoId, youtubeKey } = config
  const basic = spotify && `${spotify.id}:${spotify.secret}`
  const secrets = createSecrets([spotify?.secret, basic, sidecar?.key, jamendoId, youtubeKey])
  const now = () => Date.now()
  // A Worker has one door for words: its console is where the owner reads them.
  const write = (line: string) => globalThis.console.log(line)
  return createApp({
    config,
    runtime: 'edge',
    transport: createEdgeTransport({ fetch: (url, init) => fetch(url, init), now }),
    // It reaches what the owner named like everything else; Workers have no inner network to protect.
    ownerTransport: ({ url, method, headers, body, signal }) =>
      fetch(url.href, { method, headers, body, signal, redirect: 'manual' }),
    runner: null,
    secrets,
    log: createLog(config.logLevel, secrets, write, now),
    hosts: null,
    addressOf: (request) => request.headers.get('cf-connecting-ip'),
    now,
    random: Math.random,
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  })
}

let made: { app: ReturnType<typeof appOf>; config: Config } | null = null

function make(env: Bindings) {
  const config = configOf(env)
  return { app: appOf(config), config }
}

// The runtime finds the class of the rooms by its name here.
export { SignalRoom }

/** The proxy as a Cloudflare Worker; one app for the life of an isolate. */
export default {
  fetch(request: Request, env: Bindings): Response | Promise<Response> {
    made ??= make(env)
    const room = roomIn(request)
    if (room === null) return made.app.fetch(request, env)
    try {
      checkOrigin(request, { origins: made.config.origins, hosts: null })
    } catch (error) {
      return new Response(null, { status: errorOf(error).status })
    }
    const rooms = env['SIGNAL'] as SignalRooms
    return rooms.get(rooms.idFromName(room)).fetch(request)
  },
}
