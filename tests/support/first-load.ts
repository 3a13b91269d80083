import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import filePlugin from '@size-limit/file'
import sizeLimit from 'size-limit'

// `node tests/support/first-load.ts`: the JavaScript that a first visit of `/` fetches before anything can be done, as the build's
// own manifest names it. What the app fetches of itself once it is drawn is not among it.
const LIMIT_KB = 150
const ROOT = join(import.meta.dirname, '../..')
const CLIENT = join(ROOT, '.svelte-kit/output/client')
const MANIFEST = join(CLIENT, '.vite/manifest.json')

interface Chunk {
  file: string
  name?: string
  imports?: string[]
}

/** The entry, the app, the layout and the first page, with all they import at once. */
const FIRST = ['entry/start', 'entry/app', 'nodes/0', 'nodes/2']

if (!existsSync(MANIFEST)) throw new Error('there is no build: run "npm run build" first')
const chunks = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Chunk>

function withImports(key: string, seen: Set<string>): Set<string> {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of chunks[key]?.imports ?? []) withImports(next, seen)
  return seen
}

const keys = new Set<string>()
for (const name of FIRST) {
  const key = Object.keys(chunks).find((one) => chunks[one]?.name === name)
  if (!key) throw new Error(`the build has no chunk ${name}`)
  withImports(key, keys)
}
const files = [...keys].flatMap((key) => (chunks[key]?.file.endsWith('.js') ? [chunks[key].file] : []))
const checks = files.map((file) => ({ files: [join(CLIENT, file)], gzip: true }))
// Its types promise an object; what comes is a list, in the order of the checks.
const measured = (await sizeLimit([filePlugin], { checks })) as Record<string, { size?: number }>
const sizes = Object.values(measured)
const rows = files.map((file, i) => ({ file, kB: (sizes[i]?.size ?? 0) / 1000 }))
const total = rows.reduce((sum, { kB }) => sum + kB, 0)

if (process.argv.includes('--list'))
  for (const { file, kB } of rows.toSorted((a, b) => b.kB - a.kB))
    console.log(`${kB.toFixed(1).padStart(7)} kB  ${file}`)
console.log(
  `first load of /: ${total.toFixed(1)} kB of JavaScript in ${files.length} files, gzipped; the limit is ${LIMIT_KB} kB`,
)
process.exitCode = total > LIMIT_KB ? 1 : 0
