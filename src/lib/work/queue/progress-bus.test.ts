import { expect, test } from 'vitest'
import { MemorySite } from '#tests/support/memory-tabs.ts'
import { VirtualClock } from '#tests/support/virtual-clock.ts'
import { ProgressBus } from './progress-bus.ts'

function tabs() {
  const site = new MemorySite()
  const clock = new VirtualClock()
  const tab = () => {
    const bus = new ProgressBus(clock, site.open().channel)
    let told = 0
    bus.listen(() => told++)
    return { bus, told: () => told }
  }
  return { clock, here: tab(), there: tab() }
}

const at = (fraction: number) => ({ phase: 'decoding' as const, fraction, leftS: null })

test('a task may tick as it likes: ten a second are taken, four a second are told, the last is never lost', async () => {
  const { clock, here, there } = tabs()
  let taken = 0
  let last = -1
  for (let ms = 0; ms < 10_000; ms += 10) {
    here.bus.tick('j', at(ms / 10_000))
    const now = here.bus.all.get('j')?.fraction ?? 0
    if (now !== last) taken++
    last = now
    await clock.pass(10)
  }
  here.bus.tick('j', at(1))
  await clock.pass(1_000)
  expect(taken).toBeLessThanOrEqual(101)
  expect(taken).toBeGreaterThan(90)
  for (const tab of [here, there]) {
    expect(tab.told()).toBeLessThanOrEqual(42)
    expect(tab.told()).toBeGreaterThan(30)
    expect(tab.bus.all.get('j')?.fraction).toBe(1)
  }
})

test('a job that runs no more is told of no more, in any tab', async () => {
  const { clock, here, there } = tabs()
  here.bus.tick('j', at(0.5))
  await clock.pass(300)
  here.bus.end('j')
  await clock.pass(300)
  expect([here.bus.all.size, there.bus.all.size]).toEqual([0, 0])
})

test('a clock that is set does not silence it', async () => {
  for (const jump of [-3_600_000, 86_400_000]) {
    const { clock, here, there } = tabs()
    here.bus.tick('j', at(0.1))
    await clock.pass(1_000)
    clock.jump(jump)
    here.bus.tick('j', at(0.2))
    await clock.pass(1_000)
    expect(there.bus.all.get('j')?.fraction).toBe(0.2)
  }
})
