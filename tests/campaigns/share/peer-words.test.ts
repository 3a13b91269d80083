import { expect, test } from 'vitest'
import { readManifest, writeManifest, type Manifest } from '#lib/core/sharing/manifest.ts'
import { dice, oneCase } from './peer-words.ts'
import { sampleOf } from './sample-manifest.ts'

test('spoilt words of peers are refused, or read as what they now say: a sample of the campaign', () => {
  const tally = { read: 0, refused: 0 }
  for (let i = 0; i < 5000; i++) tally[oneCase(dice(i))]++
  expect(tally.refused).toBeGreaterThan(1000)
  expect(tally.read).toBeGreaterThan(100)
})

const spoilt = (change: (manifest: Manifest) => unknown) => {
  const manifest = sampleOf()
  change(manifest)
  return readManifest(writeManifest(manifest))
}

test('a manifest as it is written is read', () => {
  expect(spoilt(() => undefined)).toMatchObject({ from: 'Ada', song: { title: 'Rain' } })
})

test.each([
  ['a million stems', (m: Manifest) => (m.units = Array.from({ length: 1_000_000 }, () => m.units[0]!))],
  ['a unit twice', (m: Manifest) => m.units.push(m.units[0]!)],
  ['a unit that is larger than any', (m: Manifest) => Object.assign(m.units[0]!, { bytes: 2 ** 40 })],
  ['a size below nothing', (m: Manifest) => Object.assign(m.units[0]!, { bytes: -1 })],
  ['too few hashes', (m: Manifest) => Object.assign(m.units[0]!, { hashes: 'AA' })],
  ['a piece that is missing', (m: Manifest) => m.units.pop()],
  ['a stem that nobody knows', (m: Manifest) => Object.assign(m.units[0]!, { stem: '../../x' })],
  ['a field that is not its own', (m: Manifest) => Object.assign(m.units[0]!, { path: '../../x' })],
  ['segments beyond the end', (m: Manifest) => m.separation?.finished.push(99)],
  ['another length than the song', (m: Manifest) => Object.assign(m.separation!, { frames: 5 })],
])('%s is refused', (_, change) => {
  expect(spoilt(change)).toBe('unfit')
})

test('names with markup or marks that turn the writing round are plain words', () => {
  const read = spoilt((m) => Object.assign(m.song!, { title: '\u202e<b>x</b>\u0000../../y' }))
  expect(read).toMatchObject({ song: { title: '<b>x</b> ../../y' } })
})

test('a later version is told from what is no manifest', () => {
  expect(readManifest(new TextEncoder().encode('{"version":2,"new":true}'))).toBe('newer')
  expect(readManifest(new TextEncoder().encode('{"version":1}'))).toBe('unfit')
})
