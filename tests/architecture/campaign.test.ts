import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROWS, type Kind } from '../campaigns/crash/kinds.ts'

const ROOT = join(import.meta.dirname, '../..')

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** The kinds of jobs that a task here says it does. */
function kindsDone(): string[] {
  const files = globSync('src/lib/work/tasks/*.ts', { cwd: ROOT }).filter(
    (path) => !path.endsWith('.test.ts'),
  )
  const texts = files.map(read)
  return texts.flatMap((text) =>
    [...text.matchAll(/^ {4}kind: '([\w-]+)',$/gm)].map((match) => match[1] ?? ''),
  )
}

test('every kind of job is killed by the crash campaign', () => {
  const kinds = kindsDone()
  expect(kinds).toContain('separate')
  expect(kinds.filter((kind) => !ROWS[kind as Kind])).toEqual([])
})
