import { expect, test, vi } from 'vitest'
import { MemoryRows } from '#lib/platform/storage/memory-rows.ts'
import { MixMemory } from './mix-memory.ts'

function memory() {
  const rows = new MemoryRows()
  let leave = () => {}
  const onLeaving = (work: () => void) => {
    leave = work
    return () => {
      leave = () => {}
    }
  }
  const made = new MixMemory({ rows, onLeaving })
  const kept = () => rows.read(['mixes'], ({ mixes }) => mixes.get('t'))
  return { made, kept, leave: () => leave(), rows }
}

const MUTED = { muted: true, solo: false, gain: 1, pan: 0 }

test('a change is kept once the hand rests', async () => {
  const { made, kept } = memory()
  await made.recall('t')
  made.keepLane('drums', MUTED)
  expect(await kept()).toBeNull()
  await vi.waitFor(async () => expect((await kept())?.lanes.drums).toEqual(MUTED))
})

test('a page that leaves in that very moment loses nothing, and writes nothing it need not', async () => {
  const { made, kept, leave } = memory()
  leave()
  await made.recall('t')
  leave()
  expect(await kept()).toBeNull()
  made.keepLane('drums', MUTED)
  made.keep({ master: 0.4 })
  leave()
  expect(await kept()).toMatchObject({ lanes: { drums: MUTED }, master: 0.4 })
})

test('a page that leaves while a change is being written loses nothing', async () => {
  const { made, kept, leave, rows } = memory()
  await made.recall('t')
  made.keep({ master: 0.4 })
  // The page takes what its transactions have not committed with it.
  const write = vi.spyOn(rows, 'write').mockReturnValue(new Promise(() => undefined))
  void made.flush()
  leave()
  write.mockRestore()
  expect(await kept()).toMatchObject({ master: 0.4 })
})

test('a closed memory hears of no leaving any more', async () => {
  const { made, kept, leave } = memory()
  await made.recall('t')
  made.stop()
  made.keep({ master: 0.4 })
  leave()
  expect(await kept()).toBeNull()
})
