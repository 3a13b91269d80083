import fc from 'fast-check'
import { NO_TEXT } from '#lib/core/domain/track.ts'
import { safeName } from '#lib/core/domain/export-name.ts'
import { distinctPath } from '#lib/core/exports/distinct-path.ts'
import { filePath } from '#lib/core/exports/file-path.ts'
import { isSafeName, wildName } from '../support/wild-names.ts'

// `npm run campaign:names [-- COUNT]`: names of any kind through the template of file names, 100,000 of them. Every part of every path is
// one that all systems take, made safe once it stays as it is, and no two files of an export fall on each other.

const COUNT = Number(process.argv[2] ?? 100_000)
const TEMPLATES = [
  '{artist} - {title} [{bpm} {key}] - {stem}',
  '{albumartist}/{album}/{track} {title} ({stem})',
  '../{artist}/{title}',
  '{title}',
]
/** Files of one export. */
const TOGETHER = 100
/** Bytes of a path, its ending and ` (100)` with it, so that a folder of Windows has room before it. */
const MOST = 190 + 24
const folded = (path: string) => path.normalize('NFKC').toLowerCase()

const song = fc.record({
  ...{ title: wildName, artist: wildName, album: wildName, albumArtist: wildName, genre: wildName },
  template: fc.constantFrom(...TEMPLATES),
  stem: fc.constantFrom('vocals', 'no vocals', 'mix', ''),
})

let [paths, seen, longest] = [0, new Set<string>(), 0]
let taken = new Set<string>()

function one({ template, stem, ...text }: typeof song extends fc.Arbitrary<infer T> ? T : never): void {
  const track = { ...NO_TEXT, ...text, year: 2026, trackNumber: 7, discNumber: null }
  const bare = filePath(template, { track, facts: null, notation: 'camelot', stem })
  if (paths % TOGETHER === 0) [seen, taken] = [new Set(), new Set()]
  paths += 1
  const path = distinctPath(`${bare}.wav`, taken)
  const wrong = path.split('/').find((part) => !isSafeName(part) || safeName(part) !== part)
  if (wrong !== undefined) throw new Error(`not safe: ${JSON.stringify([text, path])}`)
  if (seen.has(folded(path))) throw new Error(`twice: ${JSON.stringify(path)}`)
  seen.add(folded(path))
  const bytes = new TextEncoder().encode(path).length
  if (bytes > MOST) throw new Error(`${bytes} bytes: ${JSON.stringify([text, path])}`)
  longest = Math.max(longest, bytes)
}

fc.assert(fc.property(song, one), { numRuns: COUNT })
console.log(
  `${paths} paths, every part safe and as it stays, none twice among ${TOGETHER}; the longest has ${longest} bytes`,
)
