import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import about from '../../package.json' with { type: 'json' }
import { createApp } from '../app.ts'
import { readConfig, type Config } from '../config/config.ts'
import { createLog } from '../config/log.ts'
import { createSecrets } from '../config/secrets.ts'
import { createNodeSignal, type NodeSignal } from '../signal/node-signal.ts'
import { Relay } from '../signal/relay.ts'
import { createCommands, type CommandOptions } from './commands.ts'
import { createNodeTransport, createOwnerTransport, type NodeTransportOptions } from './node-transport.ts'

export interface NodeProxyOptions {
  env: Record<string, string | undefined>
  /** Serves only this machine. */
  loopback: boolean
  write?: (line: string) => void
  /** For tests: another resolver and another place to dial than the real ones. */
  outside?: NodeTransportOptions
  commands?: Pick<CommandOptions, 'programs' | 'silenceMs'>
}

export interface NodeProxy {
  config: Config
  /** The relay's WebSocket; true when the request was for it. */
  upgrade: NodeSignal['upgrade']
  listener: (request: IncomingMessage, response: ServerResponse) => void
  fetch(request: Request): Promise<Response>
  /** Ends running commands and removes their files. */
  close(): void
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** The proxy as Node runs it; throws one sentence when a setting is wrong. */
export function createNodeProxy(options: NodeProxyOptions): NodeProxy {
  const { env, loopback, write = (line) => process.stderr.write(`${line}\n`) } = options
  const config = readConfig(env, { version: about.version, loopback })
  const { spotify, sidecar, jamendoId, youtubeKey } = config
  const basic = spotify && `${spotify.id}:${spotify.secret}`
  const secrets = createSecrets([spotify?.secret, basic, sidecar?.key, jamendoId, youtubeKey])
  const runner = config.commands.length
    ? createCommands({
        maxBytes: config.audioBytes,
        silenceMs: config.commandSilenceMs,
        ...options.commands,
      })
    : null
  const now = () => Date.now()
  const hosts = loopback ? [...LOOPBACK, ...config.origins.map((origin) => new URL(origin).hostname)] : null
  const door = { origins: config.origins, hosts }
  const signal = createNodeSignal({ relay: new Relay(now), door, trustHeader: config.trustHeader })
  const app = createApp({
    config,
    runtime: 'node',
    transport: createNodeTransport(options.outside),
    ownerTransport: createOwnerTransport(),
    runner,
    secrets,
    log: createLog(config.logLevel, secrets, write, now),
    hosts,
    addressOf: (_request, bindings) => socketAddress(bindings),
    now,
    random: Math.random,
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return {
    config,
    listener: (request, response) => void listener(request, response),
    fetch: async (request) => app.fetch(request),
    upgrade: (request, socket, head) => signal.upgrade(request, socket, head),
    close: () => {
      signal.close()
      runner?.close()
    },
  }
}

/** `@hono/node-server` hands the request over as `incoming`. */
function socketAddress(bindings: unknown): string | null {
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return null
  const { incoming } = bindings as { incoming: IncomingMessage }
  return incoming.socket.remoteAddress ?? null
}
