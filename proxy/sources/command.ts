import type { Config, CommandName } from '../config/config.ts'
import type { Candidate, Quality } from '../contract.ts'
import { refuse } from '../errors/refusal.ts'
import { checkUrl } from '../guards/url.ts'
import {
  after,
  candidate,
  type AudioSource,
  type LocalSound,
  type Progress,
  type Search,
} from './audio-source.ts'

/** What a machine can do that has `yt-dlp` or `spotdl`; the edge has none. */
export interface CommandRunner {
  /** Whether the program answers. */
  installed(name: CommandName): Promise<boolean>
  /** Fetches the sound of a page into a file of this machine; the same wish at the same time is done once. */
  fetch(job: CommandJob, tell: (progress: Progress) => void, signal: AbortSignal): Promise<LocalSound>
  /** Recordings that a search finds. */
  search(words: string, limit: number): Promise<CommandHit[]>
}

export interface CommandJob {
  name: CommandName
  page: string
  quality: Quality
}

export interface CommandHit {
  page: string
  title: string
  from: string | null
  durationMs: number | null
}

type Options = Pick<Config, 'commands' | 'commandHosts'>

/** `command:yt-dlp:LINK` or `command:spotdl:LINK`. */
function jobOf(src: string, { commands, commandHosts }: Options, quality: Quality): CommandJob {
  const [, named, page = ''] = /^command:(yt-dlp|spotdl):(.*)$/s.exec(src) ?? []
  const name = commands.find((one) => one === named)
  if (!name)
    throw refuse('not_configured', `${named ?? 'this command'} is not switched on`, { service: 'command' })
  // A command fetches by itself, past every guard here: only known places may be handed to it.
  const hosts = name === 'spotdl' ? ['open.spotify.com'] : commandHosts
  const own = hosts.find(
    (host) => host.includes('://') && URL.canParse(page) && new URL(page).origin === host,
  )
  // An origin in the list (`http://127.0.0.1:8000`) is one that the owner vouches for.
  const url = checkUrl(page, own === undefined ? hosts : { only: own })
  return { name, page: url.href, quality }
}

export function createCommandSource(options: Options, runner: CommandRunner | null): AudioSource {
  const { commands } = options
  const off = () => {
    if (!runner) return 'commands run only where the proxy runs on Node'
    return commands.length === 0 ? 'COMMAND_SOURCE is not set' : null
  }
  const usable = (): CommandRunner => {
    const why = off()
    if (!runner || why) throw refuse('not_configured', why ?? '', { service: 'command' })
    return runner
  }
  return {
    id: 'command',
    off: off(),
    owns: (src) => after(src, 'command') !== null,
    closedFor: () => null,
    async prepare(src, quality, tell, signal) {
      const able = usable()
      const job = jobOf(src, options, quality)
      if (!(await able.installed(job.name)))
        throw refuse('command_missing', `${job.name} not found`, { service: 'command' })
      return able.fetch(job, tell, signal)
    },
    find: (search) => find(usable(), commands, search),
  }
}

async function find(
  runner: CommandRunner,
  commands: Options['commands'],
  search: Search,
): Promise<Candidate[]> {
  const { wish, url, limit } = search
  const found: Candidate[] = []
  const make = (name: CommandName, page: string, more: Partial<Candidate>) =>
    candidate({
      source: 'command',
      src: `command:${name}:${page}`,
      title: wish.title || page,
      pageUrl: page,
      prepare: true,
      ...more,
    })
  const isSpotify = url?.startsWith('https://open.spotify.com/track/') ?? false
  if (url && isSpotify && commands.includes('spotdl'))
    found.push(make('spotdl', url, { artist: wish.artist || null, score: 0.6, from: 'spotdl' }))
  if (!commands.includes('yt-dlp')) return found
  if (url && !isSpotify) return [...found, make('yt-dlp', url, { artist: wish.artist || null, score: 0.5 })]
  const words = wish.q || `${wish.artist} ${wish.title}`.trim()
  if (!words || !(await runner.installed('yt-dlp'))) return found
  const hits = await runner.search(words, limit)
  return [
    ...found,
    ...hits.map(({ page, title, from, durationMs }) => make('yt-dlp', page, { title, from, durationMs })),
  ]
}
