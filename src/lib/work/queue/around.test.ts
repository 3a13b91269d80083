import { expect, test } from 'vitest'
import { ANY_DEVICE, type DeviceFacts } from '#lib/core/domain/device.ts'
import { MemorySite } from '#tests/support/memory-tabs.ts'
import { Around } from './around.ts'

function site() {
  const all = new MemorySite()
  let tell: (facts: DeviceFacts) => void = () => undefined
  const tab = (name: string) => {
    const own = all.open()
    const around = new Around({
      channel: own.channel,
      tab: name,
      watchDevice(told) {
        tell = told
        return () => undefined
      },
    })
    return { around, own, seen: () => [...around.onScreen].sort() }
  }
  return { all, tab, device: (facts: DeviceFacts) => tell(facts) }
}

test('every tab knows what is looked at in each, also one that comes later', () => {
  const { tab } = site()
  const [a, b] = [tab('a'), tab('b')]
  a.around.look('song')
  b.around.look('other')
  expect([a.seen(), b.seen(), tab('c').seen()]).toEqual([
    ['other', 'song'],
    ['other', 'song'],
    ['other', 'song'],
  ])
  a.around.look(null)
  expect(b.seen()).toEqual(['other'])
})

test('a tab that stops looks at nothing', () => {
  const { tab } = site()
  const [a, b] = [tab('a'), tab('b')]
  a.around.look('song')
  a.around.stop()
  expect(b.seen()).toEqual([])
})

test('who listens hears of each change, and of nothing else', () => {
  const { tab, device } = site()
  const a = tab('a')
  let heard = 0
  const stop = a.around.listen(() => heard++)
  a.around.look('song')
  a.around.look('song')
  device({ ...ANY_DEVICE, charging: false })
  expect([heard, a.around.device.charging]).toEqual([2, false])
  stop()
  a.around.look(null)
  expect(heard).toBe(2)
})

test('words that are none of ours change nothing', () => {
  const { tab, all } = site()
  const a = tab('a')
  const stranger = all.open()
  for (const word of [null, 'on-screen', { type: 'on-screen' }, { type: 'on-screen', tab: 1, trackId: 's' }])
    stranger.channel.post(word)
  expect(a.seen()).toEqual([])
})
