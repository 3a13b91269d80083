import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatHeaders } from './site/headers-file.ts'
import { offlineFiles, tellServiceWorker } from './site/offline-files.ts'
import { packLarge, tooLarge } from './site/pack-large.ts'
import { embeddersOf, siteHeaders } from './site/policy.ts'

// Runs after the build: what hosts, `npm run serve` and the service worker have to know of it.
const build = join(import.meta.dirname, '../../build')
const shell = readFileSync(join(build, '200.html'), 'utf8')
const WORKERS = '_app/immutable/workers'
const opinions = readdirSync(join(build, WORKERS)).filter((name) => name.startsWith('opinion.worker'))
if (opinions.length === 0) throw new Error('the worker around essentia.js is not in the build')
const rules = siteHeaders(
  shell,
  embeddersOf(process.env['EMBED_ORIGINS']),
  opinions.map((name) => `/${WORKERS}/${name}`),
)
writeFileSync(join(build, '_headers'), formatHeaders(rules))
// Some hosts answer unknown addresses by this name, and all of them the first one.
copyFileSync(join(build, '200.html'), join(build, 'index.html'))
packLarge(build)
tellServiceWorker(build, { files: offlineFiles(build), headers: rules[0]?.headers ?? {} })

const large = tooLarge(build)
if (large.length > 0) {
  console.error(`Larger than hosts take (25 MiB): ${large.join(', ')}`)
  process.exit(1)
}
