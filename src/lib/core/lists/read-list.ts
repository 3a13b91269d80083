import { cleanName } from './clean.ts'
import { readLines } from './read-lines.ts'
import { bareShapeOf, readTable, shapeOf } from './read-table.ts'
import type { ListReading } from './row.ts'

/**
 * Reads whatever was pasted, dropped or picked: links, a list with one song a line, or a table. Pure and offline. A generator,
 * so that a long text can be read in pieces that do not hold a page up: it yields where it may rest.
 */
export function* readList(text: string, fileName = ''): Generator<void, ListReading> {
  const body = text
    .replace(/^\ufeff/, '')
    .replaceAll('\u0000', '')
    .replace(/^sep=.\r?\n/i, '')
  const isTable = /\.(?:csv|tsv)$/i.test(fileName)
  const shape = shapeOf(body) ?? bareShapeOf(body, isTable)
  const reading = shape ? yield* readTable(body, shape) : yield* readLines(body)
  return { ...reading, name: reading.name || listName(fileName) }
}

/** The same at once, for short texts and tests. */
export function readListNow(text: string, fileName = ''): ListReading {
  const work = readList(text, fileName)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** `my_playlist (1).csv` is called `my playlist`. */
function listName(fileName: string): string {
  const bare = fileName
    .slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/\s*\(\d{1,3}\)$/, '')
  return cleanName(bare.includes(' ') ? bare : bare.replace(/_+/g, ' '))
}
