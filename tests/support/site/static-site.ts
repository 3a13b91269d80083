import { createReadStream, existsSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join, normalize, sep } from 'node:path'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { headersFor, parseHeaders, type HeaderRule } from './headers-file.ts'
import { mimeOf } from './mime.ts'
import { parseRange } from '#lib/core/files/byte-range.ts'

export interface Site {
  /** Without a slash at its end. */
  url: string
  /** Bytes of answers sent so far. */
  sentBytes(): number
  close(): Promise<void>
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** Answers that are not files: everything below `prefix`, which is taken off. */
export interface Mount {
  prefix: string
  listener: Listener
  /** A WebSocket below `prefix`; false when there is none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
}

interface Found {
  path: string
  stats: Stats
}

function fileAt(root: string, pathname: string): Found | null {
  const path = join(root, normalize(pathname))
  if (!existsSync(path)) return null
  // A link that leads out of the folder is not part of the site.
  const real = realpathSync(path)
  if (!real.startsWith(root + sep)) return null
  const stats = statSync(real)
  return stats.isFile() ? { path: real, stats } : null
}

/** The file for an address; a page address (no dot in its last step) is answered by the shell. */
function find(root: string, pathname: string): Found | null {
  if (pathname.includes('\0') || pathname.split('/').some((step) => step === '..' || step === '_headers'))
    return null
  const page = !pathname.slice(pathname.lastIndexOf('/')).includes('.')
  return fileAt(root, pathname) ?? (page ? fileAt(root, '/200.html') : null)
}

function pathnameOf(request: IncomingMessage): string | null {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname)
  } catch {
    return null
  }
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.removeHeader('Cache-Control')
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${words}\n`)
}

async function send(
  { path, stats }: Found,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { size, mtimeMs } = stats
  const tag = `W/"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`
  response.setHeader('Content-Type', mimeOf(path))
  response.setHeader('ETag', tag)
  response.setHeader('Accept-Ranges', 'bytes')
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache')
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end()
    return
  }
  const range = parseRange(request.headers.range, size)
  if (range === 'beyond') {
    response.setHeader('Content-Range', `bytes */${size}`)
    refuse(response, 416, 'no such range')
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`)
  response.writeHead(range ? 206 : 200, { 'Content-Length': end - start + 1 })
  if (request.method === 'HEAD' || size === 0) response.end()
  else await pipeline(createReadStream(path, { start, end }), response)
}

/** Answers a request in the site's place, and says whether it has; the site's headers are set already. */
export type Instead = (pathname: string, request: IncomingMessage, response: ServerResponse) => boolean

async function answer(
  root: string,
  rules: readonly HeaderRule[],
  instead: Instead,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pathname = pathnameOf(request)
  for (const [name, value] of Object.entries(headersFor(rules, pathname ?? '/'))) {
    response.setHeader(name, value)
  }
  if (instead(pathname ?? '/', request, response)) return
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'only GET and HEAD')
    return
  }
  const found = pathname === null ? null : find(root, pathname)
  if (found) await send(found, request, response)
  else refuse(response, 404, 'not here')
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** Serves `folder` on 127.0.0.1 with the headers of its own `_headers`; a busy port moves on to the next, 0 takes any. */
export async function startSite(
  folder: string,
  port: number,
  mount: Mount | null = null,
  instead: Instead = () => false,
): Promise<Site> {
  const root = realpathSync(folder)
  const own = join(root, '_headers')
  const rules = existsSync(own) ? parseHeaders(readFileSync(own, 'utf8')) : []
  let sent = 0
  const server = createServer((request, response) => {
    if (mount && request.url?.startsWith(`${mount.prefix}/`)) {
      request.url = request.url.slice(mount.prefix.length)
      mount.listener(request, response)
      return
    }
    response.once('close', () => {
      sent += response.statusCode < 300 ? Number(response.getHeader('Content-Length') ?? 0) : 0
    })
    // A reader that goes away in the middle ends its own answer only.
    answer(root, rules, instead, request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    const isBelow = mount?.upgrade && request.url?.startsWith(`${mount.prefix}/`)
    if (isBelow) request.url = request.url?.slice(mount.prefix.length)
    if (!isBelow || !mount.upgrade?.(request, socket, head)) socket.destroy()
  })
  for (let next = port; ; next += 1) {
    try {
      await listen(server, next)
      break
    } catch (error) {
      if (!isTaken(error) || next >= port + 50) throw error
    }
  }
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://127.0.0.1:${bound}`,
    sentBytes: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
