import type * as Ort from 'onnxruntime-web'
import asyncifyUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import { fault, type Fault, wordsOf } from '#lib/core/domain/fault.ts'
import { fetchLargeWasm } from '../kit/large-wasm.ts'

export type Runtime = typeof Ort

/**
 * The runtime with the smallest engine for the provider. Imported dynamically, always: its threads load the chunk that
 * contains it, and one that also contains our worker waits for ever.
 */
export async function loadRuntime(provider: 'webgpu' | 'wasm', threads: number): Promise<Runtime> {
  const ort = await chooseRuntime(provider)
  ort.env.wasm.numThreads = threads
  ort.env.logLevel = 'error'
  return ort
}

async function chooseRuntime(provider: 'webgpu' | 'wasm'): Promise<Runtime> {
  if (provider === 'wasm') return import('onnxruntime-web/wasm')
  // Suspending a WebAssembly stack natively (JSPI) takes a smaller engine than rewriting it to be suspended.
  if ('Suspending' in WebAssembly) return import('onnxruntime-web/jspi')
  const ort = await import('onnxruntime-web/webgpu')
  ort.env.wasm.wasmBinary = await fetchLargeWasm(asyncifyUrl)
  return ort
}

/** Without an arena every working space is given back after its use: the heap stays two fifths of what it else becomes. */
export function sessionOptions(provider: 'webgpu' | 'wasm'): Ort.InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
  }
}

const MEMORY =
  /bad_alloc|out of memory|allocation failed|failed to allocate|could not allocate|memory access out of bounds/i

/** What the runtime threw, as a fault. On a GPU nearly anything may be the driver's: going on without it is the way out. */
export function runtimeFault(error: unknown, provider: 'webgpu' | 'wasm', step: 'open' | 'run'): Fault {
  const detail = wordsOf(error)
  if (provider === 'webgpu') return fault('gpu-lost', { detail })
  if (MEMORY.test(detail)) return fault('engine-memory', { detail })
  return fault(step === 'open' ? 'engine-start' : 'engine-crashed', { detail })
}
