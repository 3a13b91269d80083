import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startSite } from '../support/site/static-site.ts'

/** Serves the build while the journeys run, under the headers that hosts will send. */
export default async function serveBuild(): Promise<() => Promise<void>> {
  const build = join(import.meta.dirname, '../../build')
  if (!existsSync(join(build, '_headers'))) throw new Error('there is no build: run "npm run build" first')
  const site = await startSite(build, 0)
  process.env['SITE_URL'] = site.url
  return () => site.close()
}
