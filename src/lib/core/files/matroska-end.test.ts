import { describe, expect, it } from 'vitest'
import { discardedSeconds } from './matroska-end.ts'
import { readerOf } from './read-at.ts'

const size = (length: number) => [0x40 | (length >> 8), length & 255]
const element = (id: number[], content: number[]) => [...id, ...size(content.length), ...content]
const block = element([0xa1], [0x81, 0, 0, 0, 1, 2, 3])
const padding = element([0x75, 0xa2], [0, 0xbe, 0xbc, 0x20]) // 12.5 ms
const cluster = (...children: number[][]) => element([0x1f, 0x43, 0xb6, 0x75], children.flat())
const group = (...children: number[][]) => element([0xa0], children.flat())
const file = (...clusters: number[][]) =>
  new Uint8Array([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [1, 2]),
    ...[0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ...clusters.flat(),
  ])
const found = (bytes: Uint8Array<ArrayBuffer>) => discardedSeconds(readerOf(bytes), bytes.length)

describe('the end of a Matroska file', () => {
  it('says how much of its last block is none of the sound', async () => {
    expect(await found(file(cluster(group(block)), cluster(group(block), group(block, padding))))).toBe(
      0.0125,
    )
  })

  it('says nothing where only an earlier block is cut, or none', async () => {
    expect(await found(file(cluster(group(block, padding)), cluster(group(block))))).toBe(0)
    expect(await found(file(cluster(block)))).toBe(0)
    expect(await found(new Uint8Array())).toBe(0)
  })

  it('answers to every prefix and every flipped byte without a throw', async () => {
    const whole = file(cluster(group(block, padding)))
    for (let at = 0; at < whole.length; at++) {
      const cut = await found(whole.slice(0, at))
      const flipped = await found(whole.map((byte, i) => (i === at ? byte ^ 0xff : byte)))
      expect([cut, flipped].every((seconds) => seconds >= 0 && seconds < 1)).toBe(true)
    }
  })
})
