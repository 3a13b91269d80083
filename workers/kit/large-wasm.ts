/** How a gzip file (RFC 1952) and a WebAssembly module begin. */
const GZIP = [0x1f, 0x8b]
const WASM = [0x00, 0x61, 0x73, 0x6d]

const begins = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte)

/**
 * WebAssembly that is too large for some hosts: the build keeps it as `<address>.gz`; where it is not finished (development) it
 * lies there plain. A host may unpack it on the way, so its first bytes tell. Throws where neither is there.
 */
export async function fetchLargeWasm(url: string): Promise<ArrayBuffer> {
  for (const address of [`${url}.gz`, url]) {
    const answer = await fetch(address)
    if (!answer.ok) continue
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (begins(bytes, WASM)) return bytes.buffer
    if (begins(bytes, GZIP)) return unpack(bytes)
  }
  throw new Error(`no WebAssembly at ${url}`)
}

function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
}
