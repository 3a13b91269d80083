import type { Config } from './config/config.ts'
import type { Log } from './config/log.ts'
import type { Secrets } from './config/secrets.ts'
import type { Transport } from './outbound/transport.ts'
import type { CommandRunner } from './sources/command.ts'

/** What the proxy needs of the place where it runs. */
export interface Deps {
  config: Config
  runtime: 'node' | 'edge'
  /** The way to the open internet: it reaches no inner address. */
  transport: Transport
  /** The way to machines that the owner named (a sidecar, a hook at home); the guard allows it no other. */
  ownerTransport: Transport
  runner: CommandRunner | null
  secrets: Secrets
  log: Log
  /** Names by which the proxy may be called; null: any. */
  hosts: readonly string[] | null
  /** The address at the other end of the connection; null when the runtime does not say. */
  addressOf(request: Request, env: unknown): string | null
  now(): number
  random(): number
  sleep(ms: number): Promise<void>
}
