/** The numbers behind a picture; the rows are made only when they are asked for. */
export interface Table {
  head: readonly string[]
  rows: () => readonly (readonly string[])[]
}

/** Rows shown of a curve: more would say nothing that the picture does not. */
const MOST_ROWS = 60

/** About how many values of a curve make one row, so that at most 60 rows tell all of it. */
export const rowStep = (count: number) => Math.max(1, Math.ceil(count / MOST_ROWS))

/** As a file: fields in quotes where they must be (RFC 4180). */
export function csvOf({ head, rows }: Table): string {
  const field = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [head, ...rows()].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n'
}
