import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startSite } from './site/static-site.ts'

const build = join(import.meta.dirname, '../../build')

if (!existsSync(join(build, '200.html'))) {
  console.error('There is no build yet: run "npm start", or "npm run build" first.')
  process.exit(1)
}
const site = await startSite(build, Number(process.env['PORT'] ?? 4173))
console.log(`Sound Forge Alchemy is at ${site.url}`)
