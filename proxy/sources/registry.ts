import type { AudioSourceId } from '../contract.ts'
import type { Config } from '../config/config.ts'
import { refuse } from '../errors/refusal.ts'
import { isAllowed } from '../guards/url.ts'
import type { Outside } from '../outbound/outside.ts'
import type { Transport } from '../outbound/transport.ts'
import { createYouTubeData } from '../providers/youtube-data.ts'
import type { AudioSource } from './audio-source.ts'
import { createCobalt } from './cobalt.ts'
import { createCommandSource, type CommandRunner } from './command.ts'
import { createDirect, createPreview, isWebLink, NEVER_DIRECT } from './direct.ts'
import { createArchiveSource, createAudiusSource, createJamendoSource } from './free-catalogues.ts'

export interface SourcesDeps {
  config: Config
  outside: Outside
  ownerTransport: Transport
  runner: CommandRunner | null
  now(): number
}

export interface Sources {
  all: readonly AudioSource[]
  /** The source of a `src`, and the `src` as that one reads it. */
  of(src: string): { source: AudioSource; src: string }
  /** Those named, in the order named; all when none is. */
  chosen(ids: readonly string[]): AudioSource[]
}

/** Every audio source there is, in the order of trust. A new one is added here and in the contract. */
export function createSources({ config, outside, ownerTransport, runner, now }: SourcesDeps): Sources {
  const { sidecar, youtubeKey } = config
  const videos = youtubeKey === null ? null : createYouTubeData(outside, youtubeKey)
  const cobalt = createCobalt({ outside, sidecar, ownerTransport, now, videos })
  const command = createCommandSource(config, runner)
  const all: readonly AudioSource[] = [
    createDirect(outside),
    createArchiveSource(outside),
    createAudiusSource(outside),
    createJamendoSource({ outside, clientId: config.jamendoId }),
    cobalt,
    command,
    createPreview(outside),
  ]
  const byId = (id: string): AudioSource | undefined => all.find((source) => source.id === id)

  return {
    all,
    of(src) {
      if (isWebLink(src) && isPage(src)) {
        if (!cobalt.off) return { source: cobalt, src: `cobalt:${src}` }
        if (!command.off && config.commands.includes('yt-dlp'))
          return { source: command, src: `command:yt-dlp:${src}` }
      }
      const source = all.find((one) => one.owns(src))
      if (!source) throw refuse('unsupported', 'no source knows this')
      return { source, src }
    },
    chosen: (ids: readonly (string | AudioSourceId)[]) =>
      ids.length === 0 ? [...all] : ids.flatMap((id) => byId(id) ?? []),
  }
}

/** A page of a place whose sound only a sidecar can have. */
function isPage(src: string): boolean {
  return URL.canParse(src) && isAllowed(new URL(src).hostname, NEVER_DIRECT)
}
