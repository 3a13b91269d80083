import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWords, type Words } from './read-words.ts'

const ROOT = join(import.meta.dirname, '../../..')
// `t` and `count` hand on what they are given.
const MAKERS = /messages\/(t|format)\.ts$/

export interface Survey {
  /** Every text, the other form where it has two, and the room that says it first. */
  texts: ReadonlyMap<string, { one: string | null; room: string }>
  files: readonly { path: string; words: Words }[]
}

/** Reads all that the interface says. */
export function surveyWords(): Survey {
  const files = globSync('src/{lib/ui,routes}/**/*.{svelte,ts}', { cwd: ROOT })
    .filter((path) => !/\.test\.ts$|messages\/t\.ts$|messages\/de\//.test(path))
    .toSorted()
    .map((path) => ({ path, words: readWords(path, readFileSync(join(ROOT, path), 'utf8')) }))
  const texts = files.flatMap(({ path, words }) =>
    words.texts.map(({ text, one }) => [text, { one, room: roomOf(path) }] as const),
  )
  return { texts: new Map(texts.toReversed()), files: files.filter(({ path }) => !MAKERS.test(path)) }
}

const roomOf = (path: string): string => /lib\/ui\/([\w-]+)\//.exec(path)?.[1] ?? 'shell'

/** The line of a translation that is still to be written. */
export function lineFor(text: string, one: string | null): string {
  const key = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\u00a0', '\\u00a0')}'`
  return one === null ? `${key}: '',` : `${key}: { one: '', other: '' },`
}
