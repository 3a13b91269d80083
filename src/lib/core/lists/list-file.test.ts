import { expect, it } from 'vitest'
import { isListFile } from './list-file.ts'

it('a file is a list by its name or its kind', () => {
  const is = (name: string, type = '') => isListFile({ name, type })
  expect([is('a.csv'), is('A.TXT'), is('x.m3u8'), is('x', 'text/plain')]).toEqual([true, true, true, true])
  expect([is('a.mp3', 'audio/mpeg'), is('cover.jpg')]).toEqual([false, false])
})
