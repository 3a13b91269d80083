/** The engine that every device can use: kept from the first visit on. */
const EVERYWHERE = /\/ort-wasm-simd-threaded[.-][\w-]{8}\.wasm$/

/** The big files with WebAssembly: but for one, only those that this device really uses are kept. */
export function isEngine(path: string): boolean {
  if (!path.includes('/_app/immutable/')) return false
  return /\/(ort-|ffmpeg)[^/]*\.wasm(\.gz)?$/.test(path) || isOpinion(path)
}

/** The worker around essentia.js, whose WebAssembly is in its script. */
export const isOpinion = (path: string): boolean => /\/opinion\.worker-[\w-]+\.js$/.test(path)

/** Its glue makes functions of text: it may, by its own answer, also where a host joins two policies. */
export function withEval(response: Response): Response {
  const headers = new Headers(response.headers)
  const policy = headers.get('Content-Security-Policy') ?? ''
  const allowed = policy
    .replaceAll(" 'unsafe-eval'", '')
    .replaceAll("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'")
  if (policy !== '') headers.set('Content-Security-Policy', allowed)
  return new Response(response.body, { status: response.status, headers })
}

export const isEveryonesEngine = (path: string): boolean => EVERYWHERE.test(path)

/** The engine for a graphics card that this browser would load; `hasGpu` is told by a page, which can ask for it. */
export function gpuEngineOf(urls: readonly string[]): string | null {
  const kind = 'Suspending' in WebAssembly ? '.jspi' : '.asyncify'
  return urls.find((url) => isEngine(url) && url.includes(kind)) ?? null
}
