import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { refuse } from '../errors/refusal.ts'
import { HEAD_BYTES, soundType } from '../guards/content.ts'
import type { LocalSound } from '../sources/audio-source.ts'
import { measure } from '../sources/measure.ts'

/** Bytes of finished files that are kept so that a download can go on; the oldest make room. */
const MAX_KEPT = 2_000_000_000

export interface PreparedFiles {
  /** A folder of its own for the work of `key`. */
  folder(key: string): Promise<string>
  kept(key: string): LocalSound | null
  /** The one file that the work left in its folder, seen to be sound. */
  keep(key: string): Promise<LocalSound>
  drop(key: string): Promise<void>
  close(): void
}

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32)

export function createPreparedFiles(maxBytes: number): PreparedFiles {
  const root = mkdtempSync(join(tmpdir(), 'sound-forge-'))
  const kept = new Map<string, LocalSound>()

  const drop = async (key: string) => {
    kept.delete(key)
    await rm(join(root, nameOf(key)), { recursive: true, force: true })
  }
  const makeRoom = async () => {
    let bytes = [...kept.values()].reduce((all, sound) => all + sound.bytes, 0)
    for (const [key, sound] of kept) {
      if (bytes <= MAX_KEPT) return
      bytes -= sound.bytes
      await drop(key)
    }
  }
  return {
    async folder(key) {
      await drop(key)
      const path = join(root, nameOf(key))
      await mkdir(path, { recursive: true })
      return path
    },
    kept: (key) => kept.get(key) ?? null,
    async keep(key) {
      const sound = await soundIn(join(root, nameOf(key)), nameOf(key), maxBytes)
      kept.set(key, sound)
      await makeRoom()
      return sound
    },
    drop,
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function soundIn(folder: string, tag: string, maxBytes: number): Promise<LocalSound> {
  const [name] = (await readdir(folder)).filter(
    (one) => !/\.(part|ytdl|temp|spotdl)$/.test(one) && !one.startsWith('.'),
  )
  if (name === undefined) throw refuse('upstream', 'the command left no file', { service: 'command' })
  const path = join(folder, name)
  const { size } = await stat(path)
  if (size > maxBytes) throw refuse('too_large', 'it is larger than allowed', { service: 'command' })
  const head = await headOf(path)
  const { mime, format } = soundType(head, null, 'command')
  return {
    bytes: size,
    mime,
    name,
    etag: `"${tag}-${size.toString(16)}"`,
    realQuality: measure(format, head, size),
    read: (start, end) =>
      Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>,
  }
}

async function headOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path)
  try {
    const bytes = new Uint8Array(HEAD_BYTES * 64)
    const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0)
    return bytes.slice(0, bytesRead)
  } finally {
    await file.close()
  }
}
