import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatHeaders } from './site/headers-file.ts'
import { embeddersOf, siteHeaders } from './site/policy.ts'

// Runs after the build: hosting and `npm run serve` both take their headers from this one file.
const build = join(import.meta.dirname, '../../build')
const shell = readFileSync(join(build, '200.html'), 'utf8')
writeFileSync(
  join(build, '_headers'),
  formatHeaders(siteHeaders(shell, embeddersOf(process.env['EMBED_ORIGINS']))),
)
