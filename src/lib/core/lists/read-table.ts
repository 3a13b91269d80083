import { artistsIn, dateIn, isrcIn, lengthIn, linkIn, nameIn, numberIn, pictureIn } from './cells.ts'
import { cleanName } from './clean.ts'
import { columnsOf, type Column } from './columns.ts'
import { partNames } from './names.ts'
import { BLANK_ROW, type ListProblem, type ListReading, type ListRow } from './row.ts'
import { recordsOf, type Delimiter } from './split-table.ts'

const AT_ONCE = 200
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|']
/** So much of the beginning tells what kind of text it is. */
const HEAD = 20_000

/** How a table is written. */
export interface TableShape {
  delimiter: Delimiter
  columns: Map<Column, number>
  /** Headings by place; empty when there are none. */
  headings: string[]
  /** Records before the songs. */
  skip: number
}

/** How `text` is written, if it is a table whose headings are known; null for anything else. */
export function shapeOf(text: string): TableShape | null {
  const head = text.slice(0, HEAD)
  const shapes = DELIMITERS.flatMap((delimiter) => headedBy(head, delimiter))
  return (
    shapes.toSorted((a, b) => b.columns.size - a.columns.size || b.headings.length - a.headings.length)[0] ??
    null
  )
}

/** Headings within the first records: some programs write a line or two above them. */
function headedBy(head: string, delimiter: Delimiter): TableShape[] {
  let skip = 0
  for (const record of recordsOf(head, delimiter)) {
    skip++
    const columns = columnsOf(record)
    if (columns.size > 0) return [{ delimiter, columns, headings: record, skip }]
    if (skip >= 4) break
  }
  return []
}

/** A table without headings: every record has the same two or more fields, and quotes, tabs or semicolons show it is none by chance. */
export function bareShapeOf(text: string, isTable: boolean): TableShape | null {
  for (const delimiter of ['\t', ';', ','] as const) {
    // The last may be cut.
    const all = [...recordsOf(text.slice(0, HEAD), delimiter)]
      .filter(isFilled)
      .slice(0, text.length > HEAD ? -1 : undefined)
    const width = all[0]?.length ?? 0
    const quoted = /^\s*"[^"\n]{0,300}"\s*,\s*"/.test(text)
    const shown = isTable || quoted || (delimiter !== ',' && all.length > 1)
    if (shown && width >= 2 && all.every((record) => record.length === width))
      return { delimiter, columns: guessColumns(all), headings: [], skip: 0 }
  }
  return null
}

const isFilled = (record: readonly string[]) => record.some((cell) => cell !== '')

/** Columns by what is in them. Of names the one that repeats is the artist; where none does, the artist comes first. */
function guessColumns(records: readonly string[][]): Map<Column, number> {
  const columns = new Map<Column, number>()
  const width = records[0]?.length ?? 0
  const names: number[] = []
  for (let at = 0; at < width; at++) {
    const cells = records.map((record) => record[at] ?? '').filter(Boolean)
    const most = (test: (cell: string) => boolean) =>
      cells.length > 0 && cells.filter(test).length >= cells.length * 0.8
    if (most((cell) => linkIn(cell, '') !== null)) columns.set('link', at)
    else if (most((cell) => isrcIn(cell) !== null)) columns.set('isrc', at)
    else if (most((cell) => /^\d+:\d\d/.test(cell))) columns.set('duration', at)
    else if (!most((cell) => /^[\d\s.,:/-]*$/.test(cell))) names.push(at)
  }
  const variety = (at: number) => new Set(records.map((record) => record[at])).size
  const [first, second, third] = names
  if (first === undefined) return columns
  if (second === undefined) return columns.set('title', first)
  const swap = variety(first) > variety(second) * 1.3
  columns.set('artist', swap ? second : first).set('title', swap ? first : second)
  return third === undefined ? columns : columns.set('album', third)
}

/** Reads a table. Yields where it may rest. */
export function* readTable(text: string, shape: TableShape): Generator<void, ListReading> {
  const rows: ListRow[] = []
  const problems: ListProblem[] = []
  let number = 0
  for (const record of recordsOf(text, shape.delimiter)) {
    number++
    if (number % AT_ONCE === 0) yield
    if (number <= shape.skip || !isFilled(record)) continue
    const row = withArtist(rowOf(record, shape, number), shape)
    if (row.title || row.link) rows.push(row)
    else
      problems.push({
        line: number,
        text: cleanName(record.join(', ')).slice(0, 120),
        why: 'no-title',
        site: null,
      })
  }
  const lists = new Set(rows.map((row) => row.list))
  const [name = ''] = lists.size === 1 ? lists : []
  return { kind: rows.length > 0 ? 'table' : 'nothing', name, rows, problems }
}

/** Where no column is the artist's, titles are `Artist - Title`, as channels write them. */
function withArtist(row: ListRow, { columns }: TableShape): ListRow {
  if (columns.has('artist') || row.title === '') return row
  const [artist = '', ...title] = partNames(row.title).parts
  return title.length > 0 ? { ...row, artist, title: title.join(' - '), unsure: true } : row
}

function rowOf(record: readonly string[], { columns, headings }: TableShape, line: number): ListRow {
  const cell = (column: Column) => record[columns.get(column) ?? -1] ?? ''
  const artist = artistsIn(cell('artist'))
  return {
    ...BLANK_ROW,
    line,
    title: nameIn(cell('title')),
    artist,
    album: nameIn(cell('album')),
    albumArtist: artistsIn(cell('albumArtist')),
    genre: nameIn(cell('genre')),
    trackNumber: numberIn(cell('trackNumber')),
    discNumber: numberIn(cell('discNumber')),
    durationMs: lengthIn(cell('durationMs'), true) ?? lengthIn(cell('duration'), false),
    isrc: isrcIn(cell('isrc')),
    releaseDate: dateIn(cell('releaseDate')),
    coverUrl: pictureIn(cell('coverUrl')),
    link: linkIn(cell('link'), headings[columns.get('link') ?? -1] ?? ''),
    list: nameIn(cell('list')),
    unsure: artist === '',
  }
}
