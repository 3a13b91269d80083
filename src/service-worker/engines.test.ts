import { expect, it } from 'vitest'
import { gpuEngineOf, isEngine, isEveryonesEngine } from './engines.ts'

it('one engine is for every device, the others are told apart', () => {
  const at = (name: string) => `/_app/immutable/workers/assets/${name}`
  const plain = at('ort-wasm-simd-threaded-abcd1234.wasm')
  const others = [
    at('ort-wasm-simd-threaded.asyncify-abcd1234.wasm.gz'),
    at('ort-wasm-simd-threaded.jspi-abcd1234.wasm'),
    at('ffmpeg-core-abcd1234.wasm.gz'),
  ]
  expect([plain, ...others].every(isEngine)).toBe(true)
  expect([plain, ...others].filter(isEveryonesEngine)).toEqual([plain])
  expect(others.slice(0, 2)).toContain(gpuEngineOf([plain, ...others]))
  expect(isEngine(at('pffft-abcd1234.wasm'))).toBe(false)
})
