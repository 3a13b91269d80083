import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { proxyTo } from '../support/outside/outside-proxy.ts'
import { startOutside } from '../support/outside/start-outside.ts'
import { startSite } from '../support/site/static-site.ts'

/**
 * Serves the build while the journeys run, under the headers that hosts will send, and beside it the real proxy in
 * front of a pretended outside world (`OUTSIDE_URL` is its control).
 */
export default async function serveBuild(): Promise<() => Promise<void>> {
  const build = join(import.meta.dirname, '../../build')
  if (!existsSync(join(build, '_headers'))) throw new Error('there is no build: run "npm run build" first')
  const outside = await startOutside()
  const proxy = proxyTo(outside)
  const site = await startSite(build, 0, {
    prefix: '/proxy',
    listener: proxy.listener,
    upgrade: proxy.upgrade,
  })
  process.env['SITE_URL'] = site.url
  process.env['OUTSIDE_URL'] = outside.homeUrl
  return async () => {
    proxy.close()
    await site.close()
    await outside.close()
  }
}
