import { expect, test } from 'vitest'
import { deltaText, realQualityText, reasonWords } from './sources.ts'

test('a difference of length is told in minutes and seconds, with its sign', () => {
  expect(deltaText(2_400)).toBe('+0:02')
  expect(deltaText(-72_000)).toBe('−1:12')
  expect(deltaText(300)).toBe('same length')
  expect(deltaText(null)).toBe('length not known')
})

test('the quality told is that of the bytes, and no rate is made up', () => {
  const mp3 = { codec: 'mp3', bitrate: 128_000, lossless: false, sampleRate: 44_100 }
  expect(realQualityText(mp3)).toBe('MP3 · 128 kbit/s · 44.1 kHz')
  expect(realQualityText({ ...mp3, codec: 'flac', lossless: true })).toBe('FLAC · lossless · 44.1 kHz')
  expect(realQualityText({ codec: 'opus', bitrate: null, lossless: null, sampleRate: null })).toBe('OPUS')
})

test('every reason has words', () => {
  expect(reasonWords('artist-in-title')).toBe('artist named in the title')
})
