import { Dexie } from 'dexie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOG_LEVELS } from '#lib/core/domain/log.ts'
import { DexieRows } from './dexie-rows.ts'
import { LogRing } from './log-ring.ts'

const clock = { now: () => 5, after: () => () => undefined }
let name = ''
let rows: DexieRows
beforeEach(async () => {
  name = `log-${crypto.randomUUID()}`
  rows = await DexieRows.open(name)
})
afterEach(async () => {
  rows.close()
  await Dexie.delete(name)
})

test('entries come back, the newest first, by level', async () => {
  const ring = new LogRing(rows.db, clock)
  ring.log('info', 'queue', 'job done', { job: 'a', ms: 3 })
  ring.log('error', 'queue', 'job fault')
  expect((await ring.read(LOG_LEVELS)).map((entry) => entry.event)).toEqual(['job fault', 'job done'])
  expect(await ring.read(['info'])).toMatchObject([{ at: 5, room: 'queue', fields: { job: 'a', ms: 3 } }])
})

test('no more than the last two thousand and a little are kept', async () => {
  const ring = new LogRing(rows.db, clock)
  for (let batch = 0; batch < 30; batch++) {
    for (let i = 0; i < 100; i++) ring.log('debug', 'test', String(batch * 100 + i))
    await ring.flush()
  }
  const all = await ring.read(LOG_LEVELS)
  expect(all.length).toBeGreaterThanOrEqual(2000)
  expect(all.length).toBeLessThan(2200)
  expect(all[0]?.event).toBe('2999')
})

test('a closed database loses entries, never throws', async () => {
  const ring = new LogRing(rows.db, clock)
  rows.close()
  ring.log('info', 'queue', 'lost')
  await expect(ring.flush()).resolves.toBeUndefined()
})
