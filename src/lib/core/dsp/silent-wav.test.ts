import { expect, it } from 'vitest'
import { silentWav } from './silent-wav.ts'

it('silence is a WAV file of the length that was asked for', () => {
  const bytes = Buffer.from(silentWav(2))
  expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt '])
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
  expect(bytes.readUInt32LE(40) / bytes.readUInt32LE(28)).toBe(2)
  expect(bytes.subarray(44).every((byte) => byte === 128)).toBe(true)
})
