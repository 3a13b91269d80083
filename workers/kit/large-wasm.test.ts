import { gzipSync } from 'node:zlib'
import { afterEach, expect, it, vi } from 'vitest'
import { fetchLargeWasm } from './large-wasm.ts'

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)

function serve(files: Record<string, Uint8Array<ArrayBuffer> | string>): void {
  vi.stubGlobal('fetch', async (url: string) =>
    files[url] === undefined ? new Response('', { status: 404 }) : new Response(files[url]),
  )
}

const load = async () => new Uint8Array(await fetchLargeWasm('/x.wasm'))

afterEach(() => void vi.unstubAllGlobals())

it('a packed module is unpacked', async () => {
  serve({ '/x.wasm.gz': new Uint8Array(gzipSync(MODULE)) })
  expect(await load()).toEqual(MODULE)
})

it('a module that the host has unpacked already is taken as it is', async () => {
  serve({ '/x.wasm.gz': MODULE })
  expect(await load()).toEqual(MODULE)
})

it('a page in the place of a missing file is no module', async () => {
  serve({ '/x.wasm.gz': '<!doctype html>', '/x.wasm': MODULE })
  expect(await load()).toEqual(MODULE)
  serve({ '/x.wasm.gz': '<!doctype html>' })
  await expect(load()).rejects.toThrow('no WebAssembly')
})
