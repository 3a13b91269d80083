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

function there<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the sample lacks it')
  return value
}
const firstOf = (m: Manifest) => there(m.units[0])
const stemsOf = (m: Manifest) => there(m.separation)
const songOf = (m: Manifest) => there(m.song)

test('a manifest as it is written is read', () => {
  expect(spoilt(() => undefined)).toMatchObject({ from: 'Ada', song: { title: 'Rain' } })
})

test.each([
  ['a million stems', (m: Manifest) => (m.units = Array.from({ length: 1_000_000 }, () => firstOf(m)))],
  ['a unit twice', (m: Manifest) => m.units.push(firstOf(m))],
  ['a unit that is larger than any', (m: Manifest) => Object.assign(firstOf(m), { bytes: 2 ** 40 })],
  ['a size below nothing', (m: Manifest) => Object.assign(firstOf(m), { bytes: -1 })],
  ['too few hashes', (m: Manifest) => Object.assign(firstOf(m), { hashes: 'AA' })],
  ['a piece that is missing', (m: Manifest) => m.units.pop()],
  ['a stem that nobody knows', (m: Manifest) => Object.assign(firstOf(m), { stem: '../../x' })],
  ['a field that is not its own', (m: Manifest) => Object.assign(firstOf(m), { path: '../../x' })],
  ['segments beyond the end', (m: Manifest) => m.separation?.finished.push(99)],
  ['another length than the song', (m: Manifest) => Object.assign(stemsOf(m), { frames: 5 })],
])('%s is refused', (_, change) => {
  expect(spoilt(change)).toBe('unfit')
})

test('names with markup or marks that turn the writing round are plain words', () => {
  const read = spoilt((m) => Object.assign(songOf(m), { title: '\u202e<b>x</b>\u0000../../y' }))
  expect(read).toMatchObject({ song: { title: '<b>x</b> ../../y' } })
})

test('a later version is told from what is no manifest', () => {
  expect(readManifest(new TextEncoder().encode('{"version":2,"new":true}'))).toBe('newer')
  expect(readManifest(new TextEncoder().encode('{"version":1}'))).toBe('unfit')
})
