import { describe, expect, it } from 'vitest'
import { isListFile, readText } from './read-text.ts'

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

  it('is a list by its name or its kind', () => {
    const is = (name: string, type = '') => isListFile({ name, type })
    expect([is('a.csv'), is('A.TXT'), is('x.m3u8'), is('x', 'text/plain')]).toEqual([true, true, true, true])
    expect([is('a.mp3', 'audio/mpeg'), is('cover.jpg')]).toEqual([false, false])
  })
})
