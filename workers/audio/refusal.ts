import { fault, type Fault } from '#lib/core/domain/fault.ts'
import { isProtectedAsf } from '#lib/core/files/asf.ts'
import { readMp4 } from '#lib/core/files/mp4.ts'
import type { ReadAt } from '#lib/core/files/read-at.ts'
import { sniff, SNIFF_BYTES } from '#lib/core/files/sniff.ts'

/** Why a file gave no sound, once every decoder has tried. `empty`: one could read it and found nothing inside. */
export async function refusalFor(read: ReadAt, size: number, empty: boolean, detail: string): Promise<Fault> {
  const locked = await protectionOf(read, size)
  if (locked) return locked
  const sniffed = sniff(await read(0, SNIFF_BYTES))
  if (sniffed.kind === 'other') return fault('file-not-audio', { detail: sniffed.what })
  if (empty) return fault('audio-silent-length', { detail })
  if (sniffed.kind === 'unknown') return fault('file-not-audio', { detail })
  if (sniffed.format === 'mp4' && !(await readMp4(read, size)).hasMovie) return fault('file-cut', { detail })
  return fault(size < 1024 ? 'file-cut' : 'audio-unsupported', { detail })
}

/** `file-protected` for a file that is encrypted, else null. */
export async function protectionOf(read: ReadAt, size: number): Promise<Fault | null> {
  const head = await read(0, SNIFF_BYTES)
  const sniffed = sniff(head)
  if (sniffed.kind !== 'audio') return null
  const isLocked =
    (sniffed.format === 'mp4' && (await readMp4(read, size)).isProtected) ||
    (sniffed.format === 'asf' && isProtectedAsf(head))
  return isLocked ? fault('file-protected') : null
}
