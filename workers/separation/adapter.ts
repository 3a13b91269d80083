import { wordsOf } from '#lib/core/domain/fault.ts'

/** What the probe found; `reason` says why an adapter is not to be used, null where it is. */
export interface Probe {
  device: string
  reason: string | null
}

type AdapterInfo = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
  isFallbackAdapter?: boolean
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|microsoft basic render|\bwarp\b/i

/** Bytes that one binding must hold: the graph's largest values come near it, and only phones offer less. */
const LARGEST_BINDING = 2 ** 28

/** A processor posing as a GPU: exact, but a hundred times slower than WASM. */
export function isSoftware(info: AdapterInfo): boolean {
  return info.isFallbackAdapter === true || SOFTWARE.test(nameOf(info))
}

export function nameOf({ vendor, architecture, device, description }: AdapterInfo): string {
  const words = [description, vendor, architecture, device].filter((word) => word !== '')
  return [...new Set(words)].join(' ') || 'unnamed adapter'
}

/** Asks the browser for its best adapter. Never throws: a browser that fails here has no usable GPU. */
export async function probeGpu(gpu: GPU | undefined): Promise<Probe> {
  if (!gpu) return { device: '', reason: 'no WebGPU in this browser' }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (!adapter) return { device: '', reason: 'the browser offers no GPU' }
    const device = nameOf(adapter.info)
    if (isSoftware(adapter.info)) return { device, reason: `not used, it is software: ${device}` }
    if (adapter.limits.maxStorageBufferBindingSize < LARGEST_BINDING)
      return { device, reason: `not used, its memory limit is too small: ${device}` }
    return { device, reason: null }
  } catch (error) {
    return { device: '', reason: `the browser refused a GPU: ${wordsOf(error)}` }
  }
}
