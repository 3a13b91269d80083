import type { HealthAnswer, SourceHealth } from '../contract.ts'
import type { House } from './context.ts'

function healthOf(one: { id: string; off: string | null; closedFor(): number | null }): SourceHealth {
  if (one.off !== null) return { id: one.id, state: 'off', reason: one.off, retryAfter: null }
  const retryAfter = one.closedFor()
  const reason = retryAfter === null ? null : 'it is left alone for a while'
  return { id: one.id, state: retryAfter === null ? 'ready' : 'down', reason, retryAfter }
}

/** `GET /health`: what can be asked here now. It asks nothing outside. */
export async function answerHealth(house: House): Promise<HealthAnswer> {
  const { config, runtime, runner } = house.deps
  const { spotify, all } = house.catalogues
  const audio = house.sources.all.map(healthOf)
  return {
    ok: true,
    contract: 1,
    version: config.version,
    runtime,
    sources: {
      spotify: spotify.mode,
      spotifyPlaylists: spotify.playlists(),
      catalogues: all.map(healthOf),
      audio: await Promise.all(audio.map((one) => (one.id === 'command' ? installed(one) : one))),
    },
    hooks: config.hookHosts === null ? 'off' : 'ready',
    limits: {
      audioBytes: config.audioBytes,
      metadataPerMinute: config.rate.metadata,
      audioPerMinute: config.rate.audio,
    },
  }

  async function installed(command: SourceHealth): Promise<SourceHealth> {
    if (command.state !== 'ready' || !runner) return command
    const found = await Promise.all(config.commands.map((name) => runner.installed(name)))
    const missing = config.commands.filter((_, i) => !found[i])
    if (missing.length === 0) return command
    const state = missing.length === config.commands.length ? 'off' : 'ready'
    return { ...command, state, reason: `${missing.join(' and ')} not found` }
  }
}
