import { createServer } from 'node:http'
import { createNodeProxy } from './node/node-proxy.ts'
import { readEnvironment } from './node/dot-env.ts'

// `npm run proxy`: the proxy alone. On another address than loopback it serves everyone who reaches it.
const env = readEnvironment()
const host = env['PROXY_HOST'] ?? '127.0.0.1'
const port = Number(env['PROXY_PORT'] ?? 4180)
const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host)

const proxy = createNodeProxy({ env, loopback })
const server = createServer(proxy.listener)
server.on('upgrade', (request, socket, head) => proxy.upgrade(request, socket, head) || socket.destroy())
server.listen(port, host, () => process.stdout.write(`The proxy is at http://${host}:${port}\n`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    proxy.close()
    server.close()
    server.closeAllConnections()
  })
}
