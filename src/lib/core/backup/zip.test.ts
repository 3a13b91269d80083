import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { readDirectory, scan, withData, type Source } from './zip-read.ts'
import { archiveEnd, directoryLine, localHeader, type ZipEntry } from './zip-write.ts'

const text = (value: string) => new TextEncoder().encode(value)
const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
})

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function archive(
  files: [string, string][],
  bend: (entry: ZipEntry, index: number) => ZipEntry = (one) => one,
) {
  const parts: Uint8Array[] = []
  const entries: ZipEntry[] = []
  let at = 0
  for (const [name, content] of files) {
    const bytes = text(content)
    const entry = { name, bytes: bytes.length, crc: crc32(bytes), at }
    entries.push(entry)
    const header = localHeader(entry)
    parts.push(header, bytes)
    at += header.length + bytes.length
  }
  const lines = entries.map((entry, i) => directoryLine(bend(entry, i)))
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  return join([...parts, ...lines, archiveEnd(entries.length, at, length)])
}

const FILES: [string, string][] = [
  ['a.txt', 'hello'],
  ['d/ä.bin', 'world'],
]
const hostile = { fault: { code: 'backup-hostile' } }

test('another program opens what is written', () => {
  const found = unzipSync(archive(FILES))
  expect(Object.entries(found).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual(FILES)
})

test('the checksum is the one of ISO 3309', () => {
  expect(crc32(text('123456789'))).toBe(0xcbf43926)
  expect(crc32(text('6789'), crc32(text('12345')))).toBe(0xcbf43926)
})

test('what was written is read back in its place', async () => {
  const source = sourceOf(archive(FILES))
  const found = (await readDirectory(source)) ?? []
  const read = await Promise.all(
    found.map(async (entry) => {
      const at = await withData(source, entry)
      return [entry.name, new TextDecoder().decode(await source.read(at?.data ?? 0, entry.bytes))]
    }),
  )
  expect(read).toEqual(FILES)
})

test.each(['../a', '/a', 'a/../b', 'a//b', 'C:\\a', 'a\u0000b', '', 'x'.repeat(301)])(
  'a name that leads elsewhere is refused: %j',
  async (name) => {
    await expect(readDirectory(sourceOf(archive([[name, 'x']])))).rejects.toMatchObject(hostile)
  },
)

test('two entries of one name, entries that overlap, and entries larger than the archive are refused', async () => {
  const twice = archive([
    ['a', '1'],
    ['a', '2'],
  ])
  await expect(readDirectory(sourceOf(twice))).rejects.toMatchObject(hostile)
  const quoted = archive(FILES, (entry) => ({ ...entry, at: 0 }))
  await expect(readDirectory(sourceOf(quoted))).rejects.toMatchObject(hostile)
  const huge = archive(FILES, (entry, i) => (i === 1 ? { ...entry, bytes: 2 ** 40 } : entry))
  await expect(readDirectory(sourceOf(huge))).rejects.toMatchObject(hostile)
})

test('a million entries are refused before they are read', async () => {
  const bytes = join([new Uint8Array(46_000_000 / 1000), archiveEnd(1_000_000, 0, 46_000)])
  await expect(readDirectory(sourceOf(bytes))).rejects.toMatchObject(hostile)
})

test('without its end an archive is read from its beginning, as far as it is whole', async () => {
  const bytes = archive(FILES)
  const cut = sourceOf(bytes.subarray(0, bytes.length - 98))
  expect(await readDirectory(cut)).toBeNull()
  expect((await scan(cut)).map((entry) => entry.name)).toEqual(['a.txt', 'd/ä.bin'])
  expect((await scan(sourceOf(bytes.subarray(0, 70)))).map((entry) => entry.name)).toEqual(['a.txt'])
  expect(await scan(sourceOf(text('no archive at all, and long enough to look like one')))).toEqual([])
})
