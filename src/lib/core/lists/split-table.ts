export type Delimiter = ',' | ';' | '\t' | '|'

/** A quoted field that does not end within so many characters and lines was never meant as one. */
const LONGEST_FIELD = 4000
const MOST_LINES = 12
const QUOTES: Record<string, string> = { '"': '"', '“': '”' }

/**
 * The records of delimited text (RFC 4180, forgiving): blanks before a quote, `\,` and `\"`, and quotes that never close are read as
 * people meant them. `\,` stays as written, since some lists part names by the other commas. Time grows with length alone.
 */
export function* recordsOf(text: string, delimiter: Delimiter): Generator<string[]> {
  let at = 0
  while (at < text.length) {
    const record: string[] = []
    let isOpen = true
    while (isOpen) {
      const field = fieldAt(text, at, delimiter)
      record.push(field.value)
      at = field.end
      isOpen = text[at] === delimiter
      if (isOpen) at++
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    yield record
  }
}

/** The field that begins at `from`; `end` is where its delimiter or line end stands. */
function fieldAt(text: string, from: number, delimiter: Delimiter): { value: string; end: number } {
  let start = from
  while (text[start] === ' ' || (text[start] === '\t' && delimiter !== '\t')) start++
  const close = QUOTES[text[start] ?? '']
  const quoted = close ? quotedAt(text, start + 1, close, delimiter) : null
  if (quoted) return quoted
  let end = start
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r' && text[end] !== delimiter)
    end += text[end] === '\\' && text[end + 1] === delimiter ? 2 : 1
  return { value: text.slice(start, end).trim(), end }
}

function quotedAt(
  text: string,
  from: number,
  close: string,
  delimiter: Delimiter,
): { value: string; end: number } | null {
  const near = linesOf(text.slice(from, from + LONGEST_FIELD))
  let value = ''
  let at = 0
  for (let sign = near.indexOf(close); sign >= 0; sign = near.indexOf(close, at)) {
    const end = endsField(text, from + sign + 1, delimiter)
    const isEscaped = near[sign - 1] === '\\' && sign > at && end === 0
    const isDouble = near[sign + 1] === close
    if (end > 0 && !isDouble) return { value: (value + near.slice(at, sign)).trim(), end }
    value += isEscaped ? near.slice(at, sign - 1) + close : near.slice(at, sign + 1)
    at = sign + (isDouble && !isEscaped ? 2 : 1)
  }
  return null
}

/** The first lines of a text. */
function linesOf(text: string): string {
  let end = -1
  for (let line = 0; line < MOST_LINES; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) return text
  }
  return text.slice(0, end)
}

/** Where the field ends, if nothing but blanks follows; else 0. */
function endsField(text: string, from: number, delimiter: Delimiter): number {
  let at = from
  while (text[at] === ' ') at++
  const sign = text[at]
  return sign === undefined || sign === delimiter || sign === '\n' || sign === '\r' ? at : 0
}
