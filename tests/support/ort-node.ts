import type * as Ort from 'onnxruntime-web'

/** onnxruntime's WASM backend in Node with two threads: the kernels that Chromium runs. */
export async function runtime(): Promise<typeof Ort> {
  const ort = await import('onnxruntime-web')
  ort.env.wasm.numThreads = 2
  return ort
}
