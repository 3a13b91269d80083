import { expect, test, vi } from 'vitest'
import { writeSettings } from '#lib/work/settings-rows.ts'
import { openGround } from './ground.ts'

test('how long is waited follows what a person has set, in every open page', async () => {
  const here = await openGround()
  const there = await openGround()
  try {
    expect(here.patient(30_000)).toBe(30_000)
    await there.rows.write(['settings'], (tables) => writeSettings(tables, { patience: 4 }))
    await vi.waitFor(() => expect(here.patient(30_000)).toBe(120_000))
    await there.rows.write(['settings'], (tables) => writeSettings(tables, { patience: 3 as never }))
    expect(here.patient(30_000)).toBe(120_000)
  } finally {
    await there.rows.write(['settings'], ({ settings }) => settings.remove('patience'))
    await here.close()
    await there.close()
  }
})
