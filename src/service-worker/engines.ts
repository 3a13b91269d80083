/** The engine that every device can use: kept from the first visit on. */
const EVERYWHERE = /\/ort-wasm-simd-threaded[.-][\w-]{8}\.wasm$/

/** The big WebAssembly files: but for one, only those that this device really uses are kept. */
export function isEngine(path: string): boolean {
  return path.includes('/_app/immutable/') && /\/(ort-|ffmpeg)[^/]*\.wasm(\.gz)?$/.test(path)
}

export const isEveryonesEngine = (path: string): boolean => EVERYWHERE.test(path)

/** The engine for a graphics card that this browser would load; `hasGpu` is told by a page, which can ask for it. */
export function gpuEngineOf(urls: readonly string[]): string | null {
  const kind = 'Suspending' in WebAssembly ? '.jspi' : '.asyncify'
  return urls.find((url) => isEngine(url) && url.includes(kind)) ?? null
}
