import { expect, it } from 'vitest'
import { gpuEngineOf, isEngine, isEveryonesEngine, isOpinion, withEval } from './engines.ts'

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

it('the one worker whose glue makes code of text is told apart, and allowed to', () => {
  const at = (name: string) => `/_app/immutable/workers/${name}`
  expect(isEngine(at('opinion.worker-abcd1234.js'))).toBe(true)
  expect(isEveryonesEngine(at('opinion.worker-abcd1234.js'))).toBe(false)
  expect([at('analysis.worker-abcd1234.js'), at('assets/ffmpeg-core-abcd1234.wasm')].some(isOpinion)).toBe(
    false,
  )
  const strict = "script-src 'self' 'wasm-unsafe-eval'"
  const open = "script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'"
  const policyOf = (policy: string) =>
    withEval(new Response('', { headers: { 'Content-Security-Policy': policy } })).headers.get(
      'Content-Security-Policy',
    )
  expect(policyOf(strict)).toBe(open)
  expect(policyOf(`${strict}, ${open}`)).toBe(`${open}, ${open}`)
})
