import { expect, it } from 'vitest'
import { fileAddress, fileWishOf } from './file-address.ts'

const wish = (path: string) => fileWishOf(new URL(path, 'https://app.example'))

it('an address of a stem is read back', () => {
  expect(wish(fileAddress('a b', 'vocals'))).toEqual({
    trackId: 'a b',
    part: 'vocals',
    bits: 24,
    separationId: null,
    download: false,
  })
  expect(wish('/files/t1/drums.wav?bits=16&separation=s1&download')).toMatchObject({
    bits: 16,
    separationId: 's1',
    download: true,
  })
})

it('the original keeps its own ending', () => {
  expect(wish(fileAddress('t1', 'original', 'mp3'))?.part).toBe('original')
})

it.each([
  '/files/t1/vocals.mp3',
  '/files/t1/secret.wav',
  '/files/t1/vocals.wav?bits=8',
  '/files/%/vocals.wav',
  '/files/vocals.wav',
  '/files/t1/x/vocals.wav',
])('%s is no address of a file', (path) => {
  expect(wish(path)).toBeNull()
})
