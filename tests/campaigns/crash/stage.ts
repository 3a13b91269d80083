import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { BUILD } from '#tests/support/drive/forge.ts'
import { proxyTo } from '#tests/support/outside/outside-proxy.ts'
import { startOutside } from '#tests/support/outside/start-outside.ts'
import { startSite, type Instead, type Mount, type Site } from '#tests/support/site/static-site.ts'
import { faultPoints } from './fault-points.ts'

/** `never` leaves the thread that asks standing where it is, `hold` until `release`. */
export type Verdict = 'go' | 'terminate' | 'never' | 'hold'

/** The built app and its proxy in front of a pretended world, served with fault points before each of its own scripts. */
export class Stage {
  readonly site: Site
  readonly close: () => Promise<void>
  /** The proxy; another site beside this one, without fault points, meets by the same relay. */
  readonly mount: Mount
  /** Where on the site the song of somebody else is offered, if anybody does. */
  shared = ''
  /** Hears each point as it is reached. */
  judge: (point: string) => Verdict
  readonly #held: ServerResponse[] = []

  private constructor(site: Site, mount: Mount, close: () => Promise<void>) {
    this.site = site
    this.mount = mount
    this.close = close
    this.judge = () => 'go'
  }

  static async open(): Promise<Stage> {
    const outside = await startOutside()
    const proxy = proxyTo(outside)
    const mount: Mount = { prefix: '/proxy', listener: proxy.listener, upgrade: proxy.upgrade }
    const ask: Ask = { judge: () => 'go', hold: () => undefined }
    const site = await startSite(BUILD, 0, mount, (pathname, request, response) =>
      instead(ask, pathname, request, response),
    )
    const stage = new Stage(site, mount, async () => {
      proxy.close()
      await site.close()
      await outside.close()
    })
    ask.judge = (point) => stage.judge(point)
    ask.hold = (response) => stage.#held.push(response)
    return stage
  }

  /** Lets the threads that were held go on. */
  release(): void {
    for (const response of this.#held.splice(0)) say(response, 'go')
  }

  /** For the page; workers get theirs with their script. */
  readonly pageScript = `(${faultPoints.toString()})('page')`
}

interface Ask {
  judge(point: string): Verdict
  hold(response: ServerResponse): void
}

function say(response: ServerResponse, verdict: Verdict): void {
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(verdict)
}

function instead(
  ask: Ask,
  pathname: string,
  request: Parameters<Instead>[1],
  response: Parameters<Instead>[2],
): boolean {
  if (pathname === '/campaign/point') {
    const point = decodeURIComponent(new URL(request.url ?? '', 'http://site').search.slice(1))
    const verdict = ask.judge(point)
    if (verdict === 'hold') ask.hold(response)
    else if (verdict !== 'never') say(response, verdict)
    return true
  }
  const part = /^\/models\/(.+)$/.exec(pathname)?.[1]
  if (part && ask.judge(`site sends ${part}`) === 'never') return true
  const realm = /\/workers\/(\w+)\.worker-[^/]+\.js$/.exec(pathname)?.[1]
  if (!realm) return false
  const script = readFileSync(join(BUILD, pathname), 'utf8')
  response.writeHead(200, { 'Content-Type': 'text/javascript' })
  response.end(`(${faultPoints.toString()})('${realm}');${script}`)
  return true
}
