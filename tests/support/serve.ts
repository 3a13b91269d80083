import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvironment } from '#proxy/node/dot-env.ts'
import { createNodeProxy } from '#proxy/node/node-proxy.ts'
import { startSite } from './site/static-site.ts'

const build = join(import.meta.dirname, '../../build')

if (!existsSync(join(build, '200.html'))) {
  console.error('There is no build yet: run "npm start", or "npm run build" first.')
  process.exit(1)
}
const proxy = createNodeProxy({ env: readEnvironment(), loopback: true })
const mount = { prefix: '/proxy', listener: proxy.listener, upgrade: proxy.upgrade }
const site = await startSite(build, Number(process.env['PORT'] ?? 4173), mount)
console.log(`Sound Forge Alchemy is at ${site.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    proxy.close()
    void site.close()
  })
}
