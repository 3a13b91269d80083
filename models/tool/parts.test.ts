import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describe as describeFile, PART_BYTES, present, sha256, writeParts } from './parts.ts'

const bytes = new Uint8Array(PART_BYTES + 1000).map((_, i) => (i * 31) & 255)
const file = describeFile('m.onnx', 'models/m', bytes)
let root = ''
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'parts-'))))
afterEach(() => rmSync(root, { recursive: true }))

describe('parts', () => {
  it('join to the file with its hash', () => {
    writeParts(file, root, bytes)
    const joined = Buffer.concat(file.parts.map((part) => readFileSync(join(root, part.url))))
    expect(sha256(joined)).toBe(file.sha256)
    expect(file.parts.map((part) => part.bytes)).toEqual([PART_BYTES, 1000])
  })

  it('are present only when each is whole and unchanged', () => {
    expect(present(file, root)).toBe(false)
    writeParts(file, root, bytes)
    expect(present(file, root)).toBe(true)
    const last = join(root, 'models/m/m.onnx.1')
    truncateSync(last, 999)
    expect(present(file, root)).toBe(false)
    appendFileSync(last, Uint8Array.of(7))
    expect(present(file, root)).toBe(false)
  })
})
