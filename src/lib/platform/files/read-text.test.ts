import { describe, expect, it } from 'vitest'
import { readText } from './read-text.ts'

const read = (...bytes: number[]) => readText(new File([new Uint8Array(bytes)], 'x.csv'))

describe('the text of a file', () => {
  it.each<[string, number[], string]>([
    ['UTF-8', [0xc3, 0xbc], 'ü'],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0x41], 'A'],
    ['UTF-16, little end first', [0xff, 0xfe, 0xfc, 0], 'ü'],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0xfc], 'ü'],
    ['Windows', [0xfc, 0x80], 'ü€'],
    ['nothing', [], ''],
  ])('may be %s', async (_, bytes, text) => {
    expect(await read(...bytes)).toBe(text)
  })
})
