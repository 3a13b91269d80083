import { createServer } from 'node:http'
import { createNodeProxy } from '#proxy/node/node-proxy.ts'

// The proxy alone in its process, so that its memory is its own; the pretended world lies at OUTSIDE_PORT.
const port = process.env['OUTSIDE_PORT'] ?? ''
const proxy = createNodeProxy({
  env: process.env,
  loopback: true,
  outside: { resolve: async () => ['93.184.216.34'], dial: () => ({ host: '127.0.0.1', port, tls: false }) },
})
const server = createServer(proxy.listener)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
process.on('message', () => {
  globalThis.gc?.()
  const { rss, heapUsed: heap } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  process.send?.({ rss, heap, cpuMs: (user + system) / 1000 })
})
process.on('disconnect', () => process.exit(0))
