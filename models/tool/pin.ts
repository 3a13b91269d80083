import { writeFileSync } from 'node:fs'
import type { ModelFile } from '../card.ts'

const quote = (value: string): string => `'${value}'`

function fileText(file: ModelFile): string {
  const parts = file.parts.map((part) =>
    [
      '      {',
      `        url: ${quote(part.url)},`,
      `        bytes: ${part.bytes},`,
      `        sha256: ${quote(part.sha256)},`,
      '      },',
    ].join('\n'),
  )
  return [
    '  {',
    `    name: ${quote(file.name)},`,
    `    bytes: ${file.bytes},`,
    `    sha256: ${quote(file.sha256)},`,
    '    parts: [',
    ...parts,
    '    ],',
    '  },',
  ].join('\n')
}

/** Writes the sizes and hashes of the prepared files into the card's source, for a person who changed the tool. */
export function pin(path: string, constant: string, files: readonly ModelFile[]): void {
  const text = [
    "import type { ModelFile } from '../card.ts'",
    '',
    '/** Written by `node models/prepare.ts --pin`. */',
    `export const ${constant}: ModelFile[] = [`,
    ...files.map(fileText),
    ']',
    '',
  ].join('\n')
  writeFileSync(path, text)
}
