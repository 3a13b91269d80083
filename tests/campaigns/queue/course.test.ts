import { expect, test } from 'vitest'
import { runCourse } from './course.ts'

/** A sample of the campaign (`npm run campaign:queue`), small enough for every run of the tests. */
const SEEDS = 300
const SLICES = 10

for (let slice = 0; slice < SLICES; slice++) {
  const from = 1 + (slice * SEEDS) / SLICES
  const to = from + SEEDS / SLICES - 1
  test(`courses ${from} to ${to}: every job ends once, no two hold one, done is whole, no bytes are orphans`, async () => {
    let done = 0
    for (let seed = from; seed <= to; seed++) done += await runCourse(seed)
    expect(done).toBeGreaterThan(SEEDS / SLICES)
  }, 60_000)
}
