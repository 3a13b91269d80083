import { createServer, type IncomingMessage } from 'node:http'
import type { NodeTransportOptions } from '#proxy/node/node-transport.ts'
import { createTroubles, send, type Trouble } from './faults.ts'
import {
  archive,
  archiveNode,
  audius,
  audiusNode,
  deezerPreviews,
  jamendo,
  jamendoFiles,
  plainFiles,
} from './free-music.ts'
import { cobalt, deliveries, hooks, pictures } from './home.ts'
import { json, type Question, type Reply, type Service } from './reply.ts'
import { deezer, itunes, musicbrainz, youtube, youtubeData } from './shops.ts'
import { spotifyAccounts, spotifyApi, spotifyPages, spotifyShort } from './spotify.ts'

/** Who answers under which name. A name that is not here does not exist. */
const SERVICES: Record<string, Service> = {
  'accounts.spotify.com': spotifyAccounts,
  'api.spotify.com': spotifyApi,
  'open.spotify.com': spotifyPages,
  'spotify.link': spotifyShort,
  'spotify.app.link': spotifyShort,
  'www.youtube.com': youtube,
  'www.googleapis.com': youtubeData,
  'itunes.apple.com': itunes,
  'api.deezer.com': deezer,
  'musicbrainz.org': musicbrainz,
  'archive.org': archive,
  'ia800100.us.archive.org': archiveNode,
  'api.audius.co': audius,
  'creatornode2.audius.co': audiusNode,
  'api.jamendo.com': jamendo,
  'prod-1.storage.jamendo.com': jamendoFiles,
  'files.example.com': plainFiles,
  'audio-ssl.itunes.apple.com': plainFiles,
  'cdnt-preview.dzcdn.net': deezerPreviews,
  'hooks.example.com': hooks,
  'i.scdn.co': pictures,
  'cdn-images.dzcdn.net': pictures,
  'is1-ssl.mzstatic.com': pictures,
  'coverartarchive.org': pictures,
  'i.ytimg.com': pictures,
}

/** An address of the open internet, so that the guards are content; `dial` leads it here. */
const PUBLIC = '93.184.216.34'

export interface Outside {
  port: number
  /** A sidecar at home: cobalt answers here. */
  homeUrl: string
  /** Hand this to `createNodeProxy`: the pretended names, and the way here. */
  transport: NodeTransportOptions
  /** Every question so far. */
  asked: Question[]
  /** What `hooks.example.com` took. */
  deliveries: Question[]
  trouble(trouble: Trouble): void
  /** No troubles, and nothing was asked. */
  reset(): void
  close(): Promise<void>
}

async function questionOf(request: IncomingMessage): Promise<Question> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const url = new URL(request.url ?? '/', 'http://outside')
  // `/@name/path` at the loopback address is the service of that name, for pages that ask without the proxy.
  const [, named, rest] = /^\/@([^/]+)(\/.*)$/.exec(url.pathname) ?? []
  return {
    host: named ?? host,
    method: request.method ?? 'GET',
    path: rest ?? url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(parts).toString(),
  }
}

const GONE: Reply = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not here' }

/** The whole outside world on one port of loopback, speaking plain HTTP to whoever dials any of its names. */
export async function startOutside(): Promise<Outside> {
  const troubles = createTroubles()
  const asked: Question[] = []
  const world: Pick<Outside, 'asked' | 'deliveries' | 'trouble' | 'reset'> = {
    asked,
    deliveries,
    trouble: troubles.add,
    reset() {
      troubles.clear()
      asked.length = 0
      deliveries.length = 0
    },
  }
  const server = createServer((request, response) => {
    void questionOf(request)
      .then(async (question) => {
        if (question.path.startsWith('/_control/')) return send(response, control(question, world), null)
        asked.push(question)
        const service = SERVICES[question.host] ?? (question.host === '127.0.0.1' ? cobalt : null)
        return send(response, service?.(question) ?? GONE, troubles.of(question))
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    ...world,
    port,
    homeUrl: `http://127.0.0.1:${port}/`,
    transport: {
      resolve: async (name) => {
        if (Object.hasOwn(SERVICES, name)) return [PUBLIC]
        throw new Error(`ENOTFOUND ${name}`)
      },
      dial: () => ({ host: '127.0.0.1', port: String(port), tls: false }),
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** For tests in another process: `POST /_control/trouble`, `POST /_control/reset`, `GET /_control/asked`. */
function control(
  { path, body }: Question,
  world: Pick<Outside, 'asked' | 'deliveries' | 'trouble' | 'reset'>,
): Reply {
  if (path === '/_control/trouble') world.trouble(JSON.parse(body))
  if (path === '/_control/reset') world.reset()
  const list =
    path === '/_control/deliveries' ? world.deliveries : path === '/_control/asked' ? world.asked : []
  return json(list.map(({ query, ...rest }) => ({ ...rest, query: Object.fromEntries(query) })))
}
