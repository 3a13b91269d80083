import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Workers that the page starts, by the addresses it imports. */
function startedByPage(): string[] {
  const texts = globSync('src/lib/**/*.ts', { cwd: ROOT }).map(read)
  return texts.flatMap((text) =>
    [...text.matchAll(/'#workers\/([\w/-]+\.worker\.ts)\?worker&url'/g)].map((match) => match[1] ?? ''),
  )
}

test('every worker of the page is missed as soon as it dies: it says that it is alive', () => {
  const workers = startedByPage()
  expect(workers).toContain('separation/separation.worker.ts')
  expect(workers.filter((path) => !/^sayAlive\(\)$/m.test(read(`workers/${path}`)))).toEqual([])
})
