import { describe, expect, it } from 'vitest'
import { probeGpu } from './adapter.ts'

const LARGE = 2 ** 31

/** A browser that offers an adapter with these names. */
function gpuWith(info: Partial<GPUAdapterInfo>, maxStorageBufferBindingSize = LARGE): GPU {
  const whole = {
    vendor: '',
    architecture: '',
    device: '',
    description: '',
    isFallbackAdapter: false,
    ...info,
  }
  return {
    requestAdapter: async () => ({ info: whole, limits: { maxStorageBufferBindingSize } }),
  } as unknown as GPU
}

describe('the probe for a GPU', () => {
  it.each([
    { vendor: 'apple', architecture: 'metal-3' },
    { vendor: 'nvidia', architecture: 'hopper', description: 'NVIDIA H200' },
    { vendor: 'intel', architecture: 'gen-12lp' },
    { vendor: 'amd', architecture: 'rdna-3', description: 'AMD Radeon (RADV NAVI31)' },
  ])('takes $vendor $architecture', async (info) => {
    expect((await probeGpu(gpuWith(info))).reason).toBeNull()
  })

  it.each([
    { vendor: 'google', architecture: 'swiftshader' },
    { vendor: 'google', description: 'SwiftShader Device (Subzero)' },
    { vendor: 'mesa', description: 'llvmpipe (LLVM 19.1.1, 256 bits)' },
    { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
    { vendor: 'someone', isFallbackAdapter: true },
  ])('does not take software: $vendor $architecture $description', async (info) => {
    expect((await probeGpu(gpuWith(info))).reason).toMatch(/software/)
  })

  it('does not take a GPU that cannot hold the largest value', async () => {
    expect((await probeGpu(gpuWith({ vendor: 'arm' }, 2 ** 27))).reason).toMatch(/memory limit/)
  })

  it('says why there is none', async () => {
    const refusing = { requestAdapter: () => Promise.reject(new Error('blocked')) } as unknown as GPU
    const empty = { requestAdapter: async () => null } as unknown as GPU
    const reasons = await Promise.all(
      [undefined, empty, refusing].map(async (gpu) => (await probeGpu(gpu)).reason),
    )
    expect(reasons).toEqual([
      'no WebGPU in this browser',
      'the browser offers no GPU',
      'the browser refused a GPU: Error: blocked',
    ])
  })
})
