import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { WavFile, type WavFormat } from './wav-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'wav-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(format: WavFormat): Buffer {
  const path = join(folder, `${format}.wav`)
  const file = new WavFile(path, format, 44_100)
  file.add(Float32Array.of(0, 0.5), Float32Array.of(-1, 2))
  file.add(Float32Array.of(-0.25), Float32Array.of(1))
  file.close()
  return readFileSync(path)
}

describe('a WAV file', () => {
  it.each([
    ['wav16', 2, 1],
    ['wav24', 3, 1],
    ['wav32f', 4, 3],
  ] as const)('of %s says its true length and form', (format, size, tag) => {
    const bytes = written(format)
    expect(bytes.length).toBe(44 + 3 * 2 * size)
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44)
    expect([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24)]).toEqual([tag, 2, 44_100])
  })

  it('clips whole numbers and leaves floats as they are', () => {
    const whole = written('wav16')
    const samples = [0, 1, 2, 3, 4, 5].map((i) => whole.readInt16LE(44 + 2 * i))
    expect(samples).toEqual([0, -32768, 16384, 32767, -8192, 32767])
    const float = written('wav32f')
    expect([0, 1, 2, 3, 4, 5].map((i) => float.readFloatLE(44 + 4 * i))).toEqual([0, -1, 0.5, 2, -0.25, 1])
  })
})
