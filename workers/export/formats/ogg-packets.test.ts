import { expect, test } from 'vitest'
import { oggPackets } from './ogg-packets.ts'

const page = (lengths: readonly number[], body: readonly number[]) =>
  new Uint8Array([
    ...new TextEncoder().encode('OggS'),
    ...new Array<number>(22).fill(0),
    lengths.length,
    ...lengths,
    ...body,
  ])

async function packetsOf(bytes: Uint8Array, step: number): Promise<number[][]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += step) yield await Promise.resolve(bytes.subarray(at, at + step))
  }
  const all: number[][] = []
  for await (const packet of oggPackets(pieces())) all.push([...packet])
  return all
}

test('packets are whole however the stream is cut, over pages too', async () => {
  const long = new Array<number>(300).fill(7)
  const bytes = new Uint8Array([
    ...page([2, 1, 255], [1, 2, 3, ...long.slice(0, 255)]),
    ...page([45, 0, 3], [...long.slice(255), 4, 5, 6]),
  ])
  const wanted = [[1, 2], [3], long, [], [4, 5, 6]]
  for (const step of [1, 7, 100, 1000]) expect(await packetsOf(bytes, step)).toEqual(wanted)
})

test('a packet of a length that fills its segments ends with an empty one', async () => {
  const body = new Array<number>(255).fill(9)
  expect(await packetsOf(page([255, 0, 1], [...body, 5]), 64)).toEqual([body, [5]])
})
