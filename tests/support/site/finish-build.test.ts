import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { offlineFiles, tellServiceWorker } from './offline-files.ts'
import { filesUnder, packLarge, tooLarge } from './pack-large.ts'

let build = ''
const write = (path: string, content: string | Uint8Array) => writeFileSync(join(build, path), content)

beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'build-'))
  for (const folder of ['_app/immutable', 'models']) mkdirSync(join(build, folder), { recursive: true })
  write('200.html', 'shell')
  write('service-worker.js', 'work()')
  write('_app/immutable/start.abcd.js', 'start()')
  write('models/m.onnx', 'model')
  write('theme.js', 'theme()')
})

afterEach(() => rmSync(build, { recursive: true }))

it('WebAssembly over the limit is packed and comes back whole', () => {
  const bytes = Buffer.alloc(5000, 7)
  write('_app/immutable/big.wasm', bytes)
  packLarge(build, 4000)
  expect(filesUnder(build)).not.toContain('_app/immutable/big.wasm')
  expect(gunzipSync(readFileSync(join(build, '_app/immutable/big.wasm.gz'))).equals(bytes)).toBe(true)
  expect(tooLarge(build, 4000)).toEqual([])
})

it('all of the app is kept offline, under revisions that follow its content', () => {
  const before = offlineFiles(build)
  expect(before.map(({ url }) => url)).toEqual([
    '/200.html',
    '/door',
    '/_app/immutable/start.abcd.js',
    '/theme.js',
  ])
  write('theme.js', 'other()')
  const after = offlineFiles(build)
  const changed = after.filter(({ revision }, i) => revision !== before[i]?.revision)
  expect(changed.map(({ url }) => url)).toEqual(['/theme.js'])
})

it('the service worker is told once, however often the build is finished', () => {
  for (const headers of [{ a: '1' }, { a: '2' }]) tellServiceWorker(build, { files: [], headers })
  const worker = readFileSync(join(build, 'service-worker.js'), 'utf8')
  expect(worker).toBe('self.__SFA_TOLD={"files":[],"headers":{"a":"2"}};\nwork()')
})
