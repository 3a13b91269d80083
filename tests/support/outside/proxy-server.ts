import { createServer } from 'node:http'
import { ProxyClient } from '#lib/platform/net/proxy-client.ts'
import type { NodeProxy, NodeProxyOptions } from '#proxy/node/node-proxy.ts'
import { fakeEnvironment, proxyTo } from './outside-proxy.ts'
import { startOutside, type Outside } from './start-outside.ts'

export interface ProxyServer {
  outside: Outside
  proxy: NodeProxy
  client: ProxyClient
  /** Its address, under which `client` asks it. */
  url: string
  /** From here on nobody answers at that address, until `open`. */
  shut(): Promise<void>
  open(): Promise<void>
  close(): Promise<void>
}

/** The real proxy on a port of loopback before the pretended world, and the app's client of it. */
export async function startProxyServer(
  env: Record<string, string | undefined> = {},
  more: Partial<NodeProxyOptions> = {},
): Promise<ProxyServer> {
  const outside = await startOutside()
  const proxy = proxyTo(outside, { ...fakeEnvironment(outside), ...env }, more)
  let server = createServer(proxy.listener)
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return {
    outside,
    proxy,
    client: new ProxyClient(async () => url),
    url,
    shut,
    open() {
      server = createServer(proxy.listener)
      return listen(port)
    },
    async close() {
      await shut()
      proxy.close()
      await outside.close()
    },
  }
}
