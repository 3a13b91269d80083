import { describe, expect, it } from 'vitest'
import { count, leftText, lengthSpoken, lengthText, percentText, sizeText, transferText } from './format.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('what people read', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1500, '2 kB'],
    [999_999, '1 MB'],
    [1_500_000, '1.5 MB'],
    [90_608_383, '91 MB'],
    [3_240_000_000, '3.2 GB'],
    [41_000_000_000, '41 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(plain(sizeText(bytes))).toBe(text)
  })

  it('a transfer names its unit once', () => {
    expect(plain(transferText(12_400_000, 90_608_383))).toBe('12 of 91 MB')
    expect(plain(transferText(400_000_000, 1_300_000_000))).toBe('0.4 of 1.3 GB')
  })

  it.each([
    [0.2, '1 s'],
    [41, '41 s'],
    [61, '2 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
  ])('%d s to go are %s', (seconds, text) => {
    expect(plain(leftText(seconds))).toBe(text)
  })

  it('nothing is 100 % before it is done', () => {
    expect(plain(percentText(0.9999))).toBe('99 %')
    expect(plain(percentText(1))).toBe('100 %')
  })

  it('lengths look like clocks and sound like words', () => {
    expect(lengthText(221.6)).toBe('3:42')
    expect(lengthText(3727)).toBe('1:02:07')
    expect(lengthSpoken(62)).toBe('1 minute 2 seconds')
  })

  it('counts agree with their noun', () => {
    expect(count(1, 'song')).toBe('1 song')
    expect(count(10_000, 'song')).toBe('10,000 songs')
  })
})
